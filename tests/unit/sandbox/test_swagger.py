from typing import Any

from gatepost.sandbox.swagger import upgraded
from tests.unit.sandbox.asgi import Client

PETS: dict[str, Any] = {
    "swagger": "2.0",
    "info": {"title": "Pets", "version": "1"},
    "host": "pets.example.com",
    "basePath": "/api",
    "schemes": ["https"],
    "consumes": ["application/json"],
    "produces": ["application/json"],
    "securityDefinitions": {
        "basic": {"type": "basic"},
        "oauth": {"type": "oauth2", "flow": "accessCode", "scopes": {"read": ""}},
        "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
    },
    "parameters": {"limit": {"name": "limit", "in": "query", "type": "integer", "maximum": 5}},
    "responses": {"Gone": {"description": "", "schema": {"$ref": "#/definitions/Problem"}}},
    "definitions": {
        "Pet": {
            "type": "object",
            "required": ["id", "name"],
            "properties": {
                "id": {"type": "integer", "maximum": 1, "minimum": 1},
                "name": {"type": "string", "x-nullable": True},
            },
        },
        "Problem": {"type": "object", "properties": {"message": {"type": "string"}}},
    },
    "paths": {
        "/pets": {
            "parameters": [{"$ref": "#/parameters/limit"}],
            "get": {
                "parameters": [
                    {
                        "name": "ids",
                        "in": "query",
                        "type": "array",
                        "items": {"type": "integer"},
                        "collectionFormat": "pipes",
                    }
                ],
                "responses": {
                    "200": {
                        "description": "",
                        "schema": {"type": "array", "items": {"$ref": "#/definitions/Pet"}},
                        "examples": {"application/json": [{"id": 1, "name": None}]},
                        "headers": {"X-Total": {"type": "integer", "minimum": 3, "maximum": 3}},
                    },
                    "400": {"$ref": "#/responses/Gone"},
                },
            },
            "post": {
                "security": [{"key": []}],
                "parameters": [
                    {"name": "pet", "in": "body", "required": True, "schema": {"$ref": "#/definitions/Pet"}}
                ],
                "responses": {"201": {"description": "", "schema": {"$ref": "#/definitions/Pet"}}},
            },
        },
        "/photo": {
            "post": {
                "parameters": [
                    {"name": "file", "in": "formData", "type": "file", "required": True},
                    {"name": "n", "in": "formData", "type": "integer"},
                ],
                "responses": {"204": {"description": ""}},
            }
        },
    },
}


def test_anything_else_stays_as_it_is() -> None:
    raw = {"openapi": "3.1.0"}
    assert upgraded(raw) is raw


def test_a_swagger_description_answers() -> None:
    call = Client(PETS)
    listed = call("GET", "/api/pets?ids=1%7C2&limit=5", key=False)
    assert (listed.json, listed.headers["x-total"]) == ([{"id": 1, "name": None}], "3")
    refused = call("GET", "/api/pets?limit=6", key=False)
    assert (refused.status, refused.json) == (400, {"message": "query parameter limit: expected at most 5, got 6"})
    made = call("POST", "/api/pets", json_body={"id": 1, "name": "Rex"}, headers={"x-key": "sk-sandbox"}, key=False)
    assert (made.status, made.json) == (201, {"id": 1, "name": "name"})
    assert call("POST", "/api/pets", json_body={"id": 1, "name": "Rex"}, key=False).status == 401


def test_form_parameters_become_one_body() -> None:
    raw = b'--B\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nx\r\n--B--'
    headers = {"content-type": "multipart/form-data; boundary=B"}
    assert Client(PETS)("POST", "/api/photo", body=raw, headers=headers).status == 204
    refused = Client(PETS)("POST", "/api/photo", body=raw.replace(b"file", b"other"), headers=headers)
    assert "body /file is required" in refused.message


def test_security_definitions_become_schemes() -> None:
    schemes = upgraded(PETS)["components"]["securitySchemes"]
    assert schemes["basic"] == {"type": "http", "scheme": "basic"}
    assert "authorizationCode" in schemes["oauth"]["flows"]
    assert schemes["key"]["name"] == "X-Key"
