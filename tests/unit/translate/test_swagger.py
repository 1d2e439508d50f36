"""What Swagger 2.0 says in another way becomes the same model."""

import pytest

PETS = {
    "host": "api.example.com",
    "basePath": "/v1/",
    "schemes": ["http", "https", "ws"],
    "consumes": ["application/json"],
    "produces": ["application/json", "text/xml"],
    "securityDefinitions": {
        "basic": {"type": "basic"},
        "oauth": {
            "type": "oauth2",
            "flow": "accessCode",
            "authorizationUrl": "https://id.example/authorize",
            "tokenUrl": "https://id.example/token",
            "scopes": {"read": "See"},
        },
    },
    "security": [{"oauth": ["read"]}],
    "definitions": {
        "Pet": {
            "type": "object",
            "discriminator": "kind",
            "required": ["kind"],
            "properties": {"kind": {"type": "string"}, "name": {"type": "string", "x-nullable": True}},
        }
    },
    "parameters": {"Body": {"name": "body", "in": "body", "required": True, "schema": {"$ref": "#/definitions/Pet"}}},
}


@pytest.fixture
def operation(translated):
    def run(**members):
        found = translated("2.0", paths={"/x": {"post": {"responses": {}, **members}}}, **PETS)
        return found, found.operation

    return run


def test_host_base_path_and_schemes_become_servers(operation):
    found, _ = operation()
    assert [server.url for server in found.gateway.servers] == [
        "https://api.example.com/v1",
        "http://api.example.com/v1",
    ]


def test_a_base_path_alone_is_a_relative_server(translated):
    assert [server.url for server in translated("2.0", basePath="/v2").gateway.servers] == ["/v2"]


def test_definitions_become_schemas(operation):
    pet = operation()[0].gateway.schema("Pet").schema
    assert pet.discriminator.property_name == "kind"
    assert pet.properties[1].schema.types == ("string", "null")


def test_a_body_parameter_becomes_the_request_body(operation):
    _, found = operation(parameters=[{"$ref": "#/parameters/Body"}], consumes=["application/json", "application/xml"])
    assert found.parameters == ()
    assert found.request_body.required
    assert [(m.name, m.schema.name) for m in found.request_body.content] == [
        ("application/json", "Pet"),
        ("application/xml", "Pet"),
    ]


def test_form_parameters_become_one_object(operation):
    file = {"name": "file", "in": "formData", "type": "file", "required": True, "description": "The picture"}
    note = {"name": "note", "in": "formData", "type": "string"}
    _, found = operation(parameters=[file, note])
    (form,) = found.request_body.content
    first, second = form.schema.properties
    assert (form.name, found.request_body.required) == ("multipart/form-data", True)
    assert (first.schema.types, first.schema.format, first.required) == (("string",), "binary", True)
    assert (first.schema.description, second.required) == ("The picture", False)


def test_a_form_without_a_file_is_url_encoded(operation):
    _, found = operation(parameters=[{"name": "a", "in": "formData", "type": "string"}])
    assert found.request_body.content[0].name == "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("collection", "style", "explode"),
    [
        (None, "form", False),
        ("csv", "form", False),
        ("multi", "form", True),
        ("ssv", "spaceDelimited", False),
        ("pipes", "pipeDelimited", False),
        ("tsv", "form", False),
    ],
)
def test_collection_formats_become_styles(operation, collection, style, explode):
    parameter = {"name": "a", "in": "query", "type": "array", "items": {"type": "integer"}, "maxItems": 3}
    found, one = operation(parameters=[{**parameter, **({"collectionFormat": collection} if collection else {})}])
    (built,) = one.parameters
    assert (built.style, built.explode) == (style, explode)
    assert (built.schema.items.types, built.schema.max_items) == (("integer",), 3)
    assert found.rules == (["collection-format"] if collection == "tsv" else [])


def test_responses_have_a_media_type_each_for_what_is_produced(operation):
    answer = {
        "description": "ok",
        "schema": {"$ref": "#/definitions/Pet"},
        "headers": {"X-Total": {"type": "integer", "description": "All"}},
        "examples": {"application/json": {"kind": "cat"}},
    }
    _, found = operation(responses={"200": answer, "204": {"description": "gone"}})
    ok, gone = found.responses
    assert [(m.name, [(e.value, e.generated) for e in m.examples]) for m in ok.content] == [
        ("application/json", [({"kind": "cat"}, False)]),
        ("text/xml", []),
    ]
    assert (ok.headers[0].schema.types, ok.headers[0].description, gone.content) == (("integer",), "All", ())


def test_a_file_is_a_binary_string(operation):
    _, found = operation(produces=["image/png"], responses={"200": {"description": "", "schema": {"type": "file"}}})
    (media_type,) = found.responses[0].content
    assert (media_type.name, media_type.schema.format) == ("image/png", "binary")


def test_shared_responses_follow_what_each_operation_produces(translated):
    shared = {"responses": {"200": {"$ref": "#/responses/Ok"}}}
    found = translated(
        "2.0",
        paths={"/a": {"get": {**shared, "produces": ["text/csv"]}, "put": shared}},
        responses={"Ok": {"description": "ok", "schema": {"type": "string"}}},
    )
    names = [operation.responses[0].content[0].name for operation in found.gateway.operations]
    assert names == ["text/csv", "application/json"]


def test_security_definitions(operation):
    schemes = operation()[0].gateway.security_schemes
    assert (schemes["basic"].type, schemes["basic"].http_scheme) == ("http", "basic")
    assert schemes["oauth"].flows[0].kind == "authorizationCode"
    assert schemes["oauth"].flows[0].scopes == (("read", "See"),)


def test_lists_of_a_form_say_how_they_are_joined(operation):
    texts = {"type": "array", "items": {"type": "string"}, "in": "formData"}
    fields = [
        {"name": "plain", "type": "string", "in": "formData"},
        {"name": "csv", **texts},
        {"name": "pipes", "collectionFormat": "pipes", **texts},
        {"name": "multi", "collectionFormat": "multi", **texts},
    ]
    _, found = operation(parameters=fields)
    encodings = found.request_body.content[0].encodings
    assert [(e.property_name, e.style, e.explode) for e in encodings] == [
        ("csv", "form", False),
        ("pipes", "pipeDelimited", False),
        ("multi", "form", True),
    ]
