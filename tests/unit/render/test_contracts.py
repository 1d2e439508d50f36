from collections.abc import Callable
from typing import Any

import jsonschema_rs
import msgspec

from gatepost.model.contract import Contract
from gatepost.model.gateway import Gateway
from gatepost.render.context import Context
from gatepost.render.contracts import LIMIT, json_schema
from tests.unit.render.conftest import PLAIN, operations_of
from tests.unit.render.test_operation_page import CHAT, MEMBERS


def contract_of(made: Gateway) -> Contract:
    return Context(made, PLAIN).contracts.of(made.operations[0])


def test_the_request_side_of_an_operation(gateway: Callable[..., Gateway]) -> None:
    made = contract_of(gateway(paths=CHAT, **MEMBERS))
    written = msgspec.json.decode(msgspec.json.encode(made))
    assert written["address"] == "operation:POST /chat"
    assert written["bodyRequired"] is True and written["streamProperty"] == "stream"
    assert [p["name"] for p in written["parameters"]] == ["page", "X-Trace", "ids"]
    assert [b["mediaType"] for b in written["bodies"]] == ["application/json", "multipart/form-data"]
    assert written["security"] == [[{"key": "key"}], []]
    assert written["schemes"]["key"]["httpScheme"] == "bearer"
    assert set(written["defs"]) == {"Message"}
    assert [r["status"] for r in written["responses"]] == ["200", "429", "default"]
    assert written["responses"][0]["stream"] is True


def test_schemas_are_json_schema_that_means_the_same(gateway: Callable[..., Gateway]) -> None:
    schema: dict[str, Any] = {
        "type": ["object", "null"],
        "required": ["kind", "extra"],
        "properties": {"kind": {"enum": ["a", "b"]}, "size": {"type": "integer", "minimum": 1, "exclusiveMaximum": 5}},
        "patternProperties": {"^x-": {"type": "string", "maxLength": 3}},
        "additionalProperties": False,
        "if": {"properties": {"kind": {"const": "a"}}},
        "then": {"required": ["size"]},
        "not": {"required": ["x-no"]},
        "allOf": [{"minProperties": 1}],
    }
    written = json_schema(gateway(components={"schemas": {"X": schema}}).schemas["X"].schema)
    ours, theirs = jsonschema_rs.validator_for(written), jsonschema_rs.validator_for(schema)
    for value in (
        None,
        {},
        {"kind": "a", "extra": 1},
        {"kind": "b", "x-a": "abc"},
        {"kind": "a", "size": 5},
        {"kind": "a", "size": 2, "x-no": "1"},
        [],
    ):
        assert ours.is_valid(value) is theirs.is_valid(value)


def test_deep_schemas_are_cut_to_true(gateway: Callable[..., Gateway]) -> None:
    schemas: dict[str, Any] = {
        f"S{n}": {"properties": {"next": {"$ref": f"#/components/schemas/S{n + 1}"}, "x": {"enum": ["y" * 5_000]}}}
        for n in range(30)
    }
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/S0"}}}}
    paths = operations_of("POST /a", requestBody=body)
    made = contract_of(gateway(paths=paths, components={"schemas": {**schemas, "S30": {}}}))
    size = len(msgspec.json.encode(made.defs))
    assert size <= LIMIT + 100
    assert list(made.defs.values())[-1] is True
    assert made.defs["S0"] is not True


def test_a_circle_of_schemas_is_written_once(gateway: Callable[..., Gateway]) -> None:
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/X"}}}}
    schemas = {"X": {"properties": {"x": {"$ref": "#/components/schemas/X"}}}}
    made = contract_of(gateway(paths=operations_of("POST /a", requestBody=body), components={"schemas": schemas}))
    assert made.defs == {"X": {"properties": {"x": {"$ref": "#/$defs/X"}}}}


def test_what_the_console_needs_to_write_forms_and_xml(gateway: Callable[..., Gateway]) -> None:
    pet = {"type": "object", "xml": {"name": "pet"}, "properties": {"id": {"xml": {"attribute": True}}}}
    encoding = {"id": {"style": "form", "allowReserved": True, "headers": {"X-A": {"example": "1"}}}}
    content = {"application/xml": {"schema": pet}, "multipart/form-data": {"schema": pet, "encoding": encoding}}
    paths = {"/x": {"post": {"responses": {}, "requestBody": {"content": content}}}}
    written = msgspec.json.decode(msgspec.json.encode(contract_of(gateway(paths=paths))))
    xml, form = written["bodies"]
    assert xml["schema"]["xml"] == {"name": "pet"}
    assert xml["schema"]["properties"]["id"]["xml"] == {"attribute": True}
    (one,) = form["encodings"]
    assert one == {"propertyName": "id", "style": "form", "allowReserved": True, "headers": [["X-A", "1"]]}


def test_a_body_of_items_is_a_list_with_encodings_by_place(gateway: Callable[..., Gateway]) -> None:
    content = {
        "multipart/mixed": {
            "itemSchema": {"$ref": "#/components/schemas/Part"},
            "prefixEncoding": [{"contentType": "application/json"}],
            "itemEncoding": {"contentType": "image/png"},
        }
    }
    paths = {"/x": {"post": {"operationId": "x", "requestBody": {"content": content}, "responses": {}}}}
    made = contract_of(gateway(openapi="3.2.0", paths=paths, components={"schemas": {"Part": {"type": "string"}}}))
    (body,) = made.bodies
    assert body.schema == {"type": "array", "items": {"$ref": "#/$defs/Part"}}
    assert [one.content_type for one in body.prefix_encodings + body.item_encodings] == [
        "application/json",
        "image/png",
    ]
    assert "Part" in made.defs


def test_only_a_query_may_go_without_a_value(gateway: Callable[..., Gateway]) -> None:
    parameters = [
        {"name": "flag", "in": "query", "allowEmptyValue": True, "schema": {"type": "string"}},
        {"name": "x-flag", "in": "header", "allowEmptyValue": True, "schema": {"type": "string"}},
    ]
    made = contract_of(gateway(paths={"/x": {"get": {"parameters": parameters, "responses": {}}}}))
    assert [parameter.allow_empty_value for parameter in made.parameters] == [True, False]
