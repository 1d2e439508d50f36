from typing import Any

import pytest

from tests.unit.sandbox.asgi import Client
from tests.unit.sandbox.things import CHANGE, REF, THING, THINGS, describe, json_of, parameter, response


def test_what_is_created_can_be_shown_listed_changed_and_removed() -> None:
    call = Client(THINGS)
    made = call("POST", "/v1/things", json_body={"name": "kettle", "secret": "s"})
    assert made.status == 201
    assert made.json["name"] == "kettle"
    assert "secret" not in made.json, "writeOnly stays out of answers"
    path = f"/v1/things/{made.json['id']}"
    assert made.headers["location"] == path
    assert call("GET", path).json == made.json
    assert call("GET", "/v1/things").json == {"data": [made.json], "total": 1}
    changed = call("PATCH", path, json_body={"size": 7}).json
    assert changed == {**made.json, "size": 7}
    assert call("GET", path).json == changed
    assert call("DELETE", path).status == 204
    gone = call("GET", path)
    assert gone.status == 404
    assert path in gone.message
    assert call("GET", "/v1/things").json == {"data": [], "total": 0}


def test_before_the_first_creation_the_contract_answers() -> None:
    call = Client(THINGS)
    assert call("GET", "/v1/things/any").status == 200
    assert len(call("GET", "/v1/things").json["data"]) == 1
    assert call("DELETE", "/v1/things/any").status == 204
    assert call("GET", "/v1/things/any").status == 404


def test_an_item_that_the_schema_would_refuse_is_never_answered() -> None:
    call = Client(THINGS)
    made = call("POST", "/v1/things", json_body={"name": "kettle"}).json
    answer = call("PATCH", f"/v1/things/{made['id']}", json_body={"name": "", "size": 99})
    assert answer.status == 200, "the request schema allows it, the response schema does not"
    assert answer.json == made


def test_a_list_is_cut_by_its_limit() -> None:
    call = Client(THINGS)
    for name in "abc":
        call("POST", "/v1/things", json_body={"name": name})
    answer = call("GET", "/v1/things?limit=2").json
    assert [item["name"] for item in answer["data"]] == ["a", "b"]
    assert answer["total"] == 3


def crud(item: Any, created: Any, listed: Any, parameter_name: str = "id", **more: Any) -> dict[str, Any]:
    kind = {"type": more.pop("kind", "string")}
    return describe(
        {
            "/parents/{parent}/things": {
                "parameters": [parameter("parent", "path", {"type": "string"})],
                "get": {"responses": {"200": response(listed)}},
                "post": {"requestBody": {"content": json_of(CHANGE)}, "responses": {"201": created}},
            },
            f"/parents/{{parent}}/things/{{{parameter_name}}}": {
                "parameters": [
                    parameter("parent", "path", {"type": "string"}),
                    parameter(parameter_name, "path", kind),
                ],
                "get": {"responses": {"200": response(item)}},
                "put": {"requestBody": {"content": json_of(CHANGE)}, "responses": {"200": response(item)}},
                "delete": {"responses": {"200": response(more.pop("removed", {"type": "object"}))}},
            },
        },
        components={"schemas": {"Thing": THING}},
    )


@pytest.mark.parametrize(
    ("item", "parameter_name", "property_name", "kind"),
    [
        (THING, "id", "id", "string"),
        (THING, "thingId", "id", "string"),
        (
            {"type": "object", "required": ["number"], "properties": {"number": {"type": "integer"}, "name": {}}},
            "thing_number",
            "number",
            "integer",
        ),
        (
            {"type": "object", "properties": {"id": {"type": "string", "format": "uuid"}, "name": {}}},
            "thing_id",
            "id",
            "string",
        ),
    ],
)
def test_the_id_is_found_by_the_item_path(item: Any, parameter_name: str, property_name: str, kind: str) -> None:
    call = Client(crud(item, response(item), {"type": "array", "items": item}, parameter_name, kind=kind))
    made = [call("POST", "/parents/p/things", json_body={"name": name}).json for name in ("one", "two")]
    ids = [one[property_name] for one in made]
    assert len(set(ids)) == 2
    assert [call("GET", f"/parents/p/things/{id}").json for id in ids] == made
    assert call("GET", "/parents/p/things").json == made
    assert call("GET", "/parents/other/things/9").status == 200, "another parent is another collection"


def test_a_wrapped_item_is_found_in_its_wrapper() -> None:
    wrapped = {"type": "object", "required": ["thing"], "properties": {"thing": REF}}
    call = Client(
        crud(wrapped, response(wrapped), {"type": "object", "properties": {"things": {"type": "array", "items": REF}}})
    )
    made = call("POST", "/parents/p/things", json_body={"name": "kettle"}).json
    assert made["thing"]["name"] == "kettle"
    assert call("GET", f"/parents/p/things/{made['thing']['id']}").json == made
    assert call("GET", "/parents/p/things").json == {"things": [made["thing"]]}


def test_a_creation_without_a_body_is_remembered_as_it_will_be_shown() -> None:
    call = Client(crud(THING, {"description": ""}, {"type": "array", "items": REF}))
    made = call("POST", "/parents/p/things", json_body={"name": "kettle"})
    assert (made.status, made.body) == (201, b"")
    shown = call("GET", made.headers["location"]).json
    assert shown["name"] == "kettle"
    assert call("GET", "/parents/p/things").json == [shown]


def test_removal_says_what_was_removed() -> None:
    removed = {
        "type": "object",
        "required": ["id", "deleted"],
        "properties": {"id": {"type": "string"}, "deleted": {"type": "boolean"}},
    }
    call = Client(crud(THING, response(THING), {"type": "array", "items": REF}, removed=removed))
    assert call("DELETE", "/parents/p/things/x").json == {"id": "x", "deleted": True}


def test_a_replaced_item_keeps_its_id() -> None:
    call = Client(crud(THING, response(THING), {"type": "array", "items": REF}))
    assert call("PUT", "/parents/p/things/mine", json_body={"name": "kettle"}).json["id"] == "mine"
    assert call("GET", "/parents/p/things/mine").json["name"] == "kettle"
    assert call("PUT", "/parents/p/things/other", json_body={"name": "kettle"}).status == 404
