from typing import Any

import pytest

from gatepost.sandbox.mcp_schema import faults_of, unsound, with_defaults

SIBLING = {"type": "object", "properties": {"a": {"type": "integer"}, "b": {"$ref": "#/properties/a"}}}
TREE = {"$defs": {"node": {"type": "object", "properties": {"in": {"$ref": "#/$defs/node"}}, "required": ["id"]}}}


def test_references_are_followed_within_the_schema() -> None:
    assert faults_of(SIBLING, {"a": 1, "b": 2}) == []
    assert faults_of(SIBLING, {"b": "x"}) == ['/b: expected integer, got the string "x"']
    tree = {"type": "object", "properties": {"root": {"$ref": "#/$defs/node"}}, **TREE}
    assert faults_of(tree, {"root": {"id": 1, "in": {"id": 2}}}) == []
    assert faults_of(tree, {"root": {"id": 1, "in": {}}}) == ["/root/in/id: is required"]


def test_a_reference_to_itself_ends() -> None:
    assert faults_of({"type": "object", "properties": {"a": {"$ref": "#/properties/a"}}}, {"a": 1}) == []


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        (SIBLING, None),
        ({"type": "string"}, "its root must have the type object"),
        (True, "its root must have the type object"),
        ({"type": "object", "properties": {"a": {"$ref": "#/$defs/b"}}}, "its $ref #/$defs/b leads nowhere"),
        ({"type": "object", "not": {"$ref": "https://x.example"}}, "its $ref https://x.example leads nowhere"),
    ],
)
def test_a_schema_is_sound_or_not(schema: Any, said: str | None) -> None:
    assert unsound(schema) == said


def test_defaults_are_added_and_not_shared() -> None:
    schema = {"properties": {"tags": {"default": []}, "n": {"default": 1}, "free": True}}
    made = with_defaults(schema, {"n": 2})
    assert made == {"tags": [], "n": 2}
    made["tags"].append("x")
    assert with_defaults(schema, {}) == {"tags": [], "n": 1}
