"""What was wrong or bad to read in changes of real pairs (docs/decisions/0026), in small."""

import copy
from typing import Any

from gatepost.diff.naming import LONGEST, excerpts
from tests.unit.diff.versions import FINE, changes, with_operation


def _list_of(noun: str, version: int) -> dict[str, Any]:
    answer = {"type": "object", "properties": {"countries": {"type": "array"}, "meta": {"type": "object"}}}
    body = {"200": {"description": "Fine", "content": {"application/json": {"schema": answer}}}}
    pages = [{"name": name, "in": "query", "schema": {"type": "integer"}} for name in ("Page", "PageSize")]
    operation = {"operationId": f"List{noun}Country", "parameters": pages, "responses": body}
    return {f"/v{version}/{noun}/Countries": {"get": operation}}


def test_lists_of_two_things_are_not_one_that_moved() -> None:
    old = {"paths": {**_list_of("Messaging", 1), **_list_of("Voice", 1)}}
    new = {"paths": {**_list_of("Trunking", 2), **_list_of("Voice", 2)}}
    found = [(change.rule, change.subject.name) for change in changes(old, new)]
    assert found == [
        ("operation-moved", "GET /v2/Voice/Countries"),
        ("operation-removed", "GET /v1/Messaging/Countries"),
        ("operation-added", "GET /v2/Trunking/Countries"),
    ]


def test_many_operations_at_one_path_are_no_pieces_of_another() -> None:
    def call(name: str, *fields: str) -> dict[str, Any]:
        properties = {field: {"type": "string"} for field in fields}
        body = {"content": {"application/json": {"schema": {"type": "object", "properties": properties}}}}
        return {f"/#Action={name}": {"post": {"operationId": name, "requestBody": body, "responses": FINE}}}

    old = {"paths": call("DescribePolicies", "date", "algorithm", "token", "signature")}
    new = {"paths": {**call("AddRule", "date", "algorithm"), **call("DropRule", "token", "signature")}}
    assert "operation-split" not in {change.rule for change in changes(old, new)}


def _answering(schema: dict[str, Any], **named: Any) -> dict[str, Any]:
    content = {"application/json": {"schema": schema}}
    root = with_operation(responses={"200": {"description": "Fine", "content": content}})
    root["components"] = {**root["components"], "schemas": named}
    return root


def test_what_holds_for_items_and_values_without_a_name_says_so() -> None:
    def schema(*values: str) -> dict[str, Any]:
        one = {"type": "string", "enum": list(values)}
        listed, by_name = {"type": "array", "items": one}, {"type": "object", "additionalProperties": one}
        return {"type": "object", "properties": {"tags": listed, "labels": by_name}}

    found = changes(_answering(schema("a")), _answering(schema("a", "b")))
    assert {(change.address.part, change.message) for change in found} == {
        ("tags", "Each item of `tags` may now also be `b`."),
        ("labels.*", "A value of `labels` may now also be `b`."),
    }
    found = changes(_answering({"type": "array", "items": schema("a")}), _answering({"type": "array", "items": {}}))
    assert [(change.rule, change.address.part) for change in found] == [("response-shape-undescribed", "")]
    assert found[0].message == "It is no longer documented what each item of the body holds."


def test_forms_put_together_from_schemas_are_known_by_their_names() -> None:
    base = {"type": "object", "properties": {name: {"type": "string"} for name in ("at", "by", "from")}}
    named = {
        "Base": base,
        **{name: {"type": "object", "properties": {"zeal": {}, name.lower(): {}}} for name in ("Size", "Path", "Text")},
    }

    def forms(*names: str) -> dict[str, Any]:
        both = [{"allOf": [{"$ref": f"#/components/schemas/{name}"} for name in (one, "Base")]} for one in names]
        return _answering({"oneOf": both}, **copy.deepcopy(named))

    found = changes(forms("Path", "Text"), forms("Size", "Path", "Text"))
    assert [(change.rule, change.after) for change in found] == [("response-variant-added", "Size with Base")]


def test_excerpts_begin_shortly_before_the_first_difference() -> None:
    same = "word " * 200
    before, after = excerpts(f"{same}is old", f"{same}is new and longer")
    assert before.startswith("… word") and before.endswith("is old") and after.endswith("is new and longer")
    assert len(before) < 60
    assert max(map(len, excerpts("a", "b " * 500))) <= LONGEST
    assert excerpts("One.", "Two.") == ("One.", "Two.")


def test_one_is_singular() -> None:
    def sized(least: int) -> dict[str, Any]:
        return _answering({"type": "object", "properties": {"x": {"type": "string", "minLength": least}}})

    (found,) = changes(sized(1), sized(2))
    assert found.message == "`x` needs at least 2 characters; it was 1."
    (found,) = changes(sized(2), sized(1))
    assert found.message == "`x` needs at least 1 character; it was 2."
