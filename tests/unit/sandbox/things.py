"""A description written by hand, with one operation for each thing a sandbox does."""

from typing import Any

THING = {
    "type": "object",
    "required": ["id", "name"],
    "properties": {
        "id": {"type": "string", "readOnly": True},
        "name": {"type": "string", "minLength": 1, "maxLength": 20},
        "size": {"type": "integer", "minimum": 1, "maximum": 9, "default": 3},
        "secret": {"type": "string", "writeOnly": True},
        "created_at": {"type": "string", "format": "date-time", "readOnly": True},
        "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Thing"}},
    },
}
CHANGE = {"type": "object", "properties": {"name": {"type": "string"}, "size": {"type": "integer"}}}
ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["message", "code"],
            "properties": {"message": {"type": "string"}, "code": {"type": "string"}, "param": {"type": "string"}},
        }
    },
}
REF: dict[str, Any] = {"$ref": "#/components/schemas/Thing"}


def json_of(schema: Any, **more: Any) -> dict[str, Any]:
    """Content of one JSON media type."""
    return {"application/json": {"schema": schema, **more}}


def response(schema: Any = None, **more: Any) -> dict[str, Any]:
    """A response object."""
    return {"description": "", **({"content": json_of(schema, **more)} if schema is not None else {})}


def parameter(name: str, place: str, schema: Any, **more: Any) -> dict[str, Any]:
    """A parameter object."""
    return {"name": name, "in": place, "schema": schema, **({"required": True} if place == "path" else {}), **more}


def describe(paths: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A description of these paths."""
    return {"openapi": "3.1.0", "info": {"title": "Things", "version": "1"}, "paths": paths, **more}


BAD = {"400": {"description": "", "content": json_of({"$ref": "#/components/schemas/Error"})}}
LIST = {
    "type": "object",
    "required": ["data", "total"],
    "properties": {"data": {"type": "array", "items": REF}, "total": {"type": "integer"}},
}

THINGS = describe(
    {
        "/things": {
            "get": {
                "operationId": "listThings",
                "parameters": [
                    parameter("limit", "query", {"type": "integer", "minimum": 1}),
                    parameter("tags", "query", {"type": "array", "items": {"type": "string"}}, explode=False),
                    parameter("filter", "query", {"type": "object"}, style="deepObject"),
                ],
                "responses": {"200": response(LIST), **BAD},
            },
            "post": {
                "operationId": "createThing",
                "requestBody": {"required": True, "content": json_of(REF)},
                "responses": {"201": response(REF), **BAD},
            },
        },
        "/things/special": {
            "get": {"operationId": "specialThing", "responses": {"200": response({"const": "special"})}}
        },
        "/things/{thing_id}": {
            "parameters": [parameter("thing_id", "path", {"type": "string"})],
            "get": {"operationId": "showThing", "responses": {"200": response(REF), "404": response(ERROR)}},
            "patch": {
                "operationId": "changeThing",
                "requestBody": {"content": json_of(CHANGE)},
                "responses": {"200": response(REF), **BAD},
            },
            "delete": {"operationId": "removeThing", "responses": {"204": response()}},
        },
        "/talk": {
            "post": {
                "operationId": "talk",
                "requestBody": {"content": json_of({"type": "object", "properties": {"stream": {"type": "boolean"}}})},
                "responses": {
                    "200": {
                        "description": "",
                        "content": {
                            **json_of({"type": "object", "properties": {"text": {"type": "string"}}}),
                            "text/event-stream": {"example": "event: word\ndata: one\n\ndata: two\n\ndata: [DONE]\n\n"},
                        },
                    }
                },
            }
        },
        "/picture": {"get": {"security": [], "responses": {"200": {"description": "", "content": {"image/png": {}}}}}},
        "/open": {"get": {"security": [{}, {"key": []}], "responses": {"200": response({"type": "boolean"})}}},
        "/both": {"get": {"security": [{"header": [], "query": []}], "responses": {"204": response()}}},
        "/shown": {
            "get": {
                "responses": {
                    "200": response({"type": "integer"}, examples={"one": {"value": 1}, "two": {"value": 2}}),
                    "404": response(ERROR),
                }
            }
        },
    },
    servers=[{"url": "https://things.example.com/v1"}],
    security=[{"key": []}],
    components={
        "schemas": {"Thing": THING, "Error": ERROR},
        "securitySchemes": {
            "key": {"type": "http", "scheme": "bearer"},
            "header": {"type": "apiKey", "in": "header", "name": "X-Key"},
            "query": {"type": "apiKey", "in": "query", "name": "key"},
        },
    },
)
