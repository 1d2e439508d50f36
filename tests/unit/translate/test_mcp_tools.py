from typing import Any

import msgspec
import pytest

from gatepost.model.schema import Schema, SchemaRef
from gatepost.model.tool import Tool
from tests.unit.translate.mcp_things import server_of, tool_of

OBJECT = {"type": "object"}


def schema_of(tree: Any, **members: Any) -> Tool:
    return tool_of({"inputSchema": tree, **members})[0]


def properties(schema: Any) -> dict[str, Any]:
    return {item.name: item.schema for item in schema.properties}


def test_hints_are_declared_by_default_or_not_at_all() -> None:
    silent = schema_of(OBJECT).annotations
    assert [(hint.origin, hint.value) for hint in silent.hints] == [
        ("not declared", False),
        ("not declared", True),
        ("not declared", False),
        ("not declared", True),
    ]
    told = schema_of(OBJECT, annotations={"title": "T", "readOnlyHint": True, "category": "x"}).annotations
    assert [(hint.origin, hint.value, hint.applies) for hint in told.hints] == [
        ("declared", True, True),
        ("default", True, False),
        ("default", False, False),
        ("default", True, True),
    ]
    assert told.other == {"category": "x"}


def test_a_hint_of_the_wrong_type_is_a_problem_and_no_claim() -> None:
    tool, rules = tool_of({"inputSchema": OBJECT, "annotations": {"destructiveHint": "no"}})
    assert rules == ["wrong-type"] and tool.annotations.destructive.value is True


def test_everything_else_of_a_tool() -> None:
    raw = {
        "title": "Title",
        "description": "D",
        "inputSchema": {"$schema": "http://json-schema.org/draft-07/schema#", "type": "object"},
        "outputSchema": {"type": "array", "items": {"type": "string"}},
        "execution": {"taskSupport": "optional"},
        "icons": [{"src": "https://x.example/i.png", "sizes": ["48x48"]}, {"src": "javascript:alert(1)"}],
        "_meta": {"ui": {}},
        "metadata": {"mode": ["read"]},
    }
    tool, rules = tool_of(raw)
    assert rules == ["unsafe-icon"]
    assert (tool.display_title, tool.dialect, tool.task_support) == ("Title", "draft-07", "optional")
    assert isinstance(tool.output_schema, Schema) and tool.output_schema.types == ("array",)
    assert [icon.src for icon in tool.icons] == ["https://x.example/i.png"]
    assert (tool.meta, tool.extensions) == ({"ui": {}}, {"metadata": {"mode": ["read"]}})
    assert tool.raw == {"name": "t", **raw} and str(tool.address) == "tool:it/t"
    assert tool.source.pointer == "/tools/0"


def test_titles_fall_back() -> None:
    assert schema_of(OBJECT, annotations={"title": "A"}).display_title == "A"
    assert schema_of(OBJECT).display_title == "t"


def test_definitions_are_private_to_the_tool() -> None:
    tree = {
        "type": "object",
        "properties": {"user": {"$ref": "#/$defs/User"}, "old": {"$ref": "#/definitions/Old"}},
        "$defs": {
            "User": {"type": "object", "properties": {"boss": {"$ref": "#/$defs/User"}}},
            "Unused": {"type": "null"},
        },
        "definitions": {"Old": {"type": "string"}},
    }
    tool = schema_of(tree)
    assert list(tool.definitions) == ["User", "Unused", "Old"]
    user = properties(tool.input_schema)["user"]
    assert isinstance(user, SchemaRef) and user.name == "User"
    boss = properties(tool.definitions["User"].schema)["boss"]
    assert isinstance(boss, SchemaRef) and boss.name == "User", "a cycle goes by name"
    assert tool.definitions["User"].source.pointer == "/tools/0/inputSchema/$defs/User"


def test_references_to_siblings_and_to_the_whole() -> None:
    tree = {
        "type": "object",
        "properties": {
            "next": {"type": "boolean", "description": "More?"},
            "again": {"$ref": "#/properties/next"},
            "child": {"$ref": "#"},
        },
    }
    tool, rules = tool_of({"inputSchema": tree, "outputSchema": {"type": "object", "properties": {"o": {"$ref": "#"}}}})
    assert rules == [] and set(tool.definitions) == {"next", "arguments", "result"}
    assert properties(tool.input_schema)["again"].name == "next"
    assert [item.name for item in tool.definitions["arguments"].schema.properties] == ["next", "again", "child"]
    assert properties(tool.output_schema)["o"].name == "result"


def test_two_schemas_that_use_one_name_for_two_things() -> None:
    tree = {"type": "object", "properties": {"x": {"$ref": "#/$defs/X"}}}
    same, other = {"X": {"type": "string"}}, {"X": {"type": "integer"}}
    tool = schema_of({**tree, "$defs": same}, outputSchema={**tree, "$defs": same})
    assert list(tool.definitions) == ["X"]
    tool = schema_of({**tree, "$defs": same}, outputSchema={**tree, "$defs": other})
    names = [properties(schema)["x"].name for schema in (tool.input_schema, tool.output_schema)]
    assert names[0] == "X" and names[1] != "X"
    assert [tool.definitions[name].schema.types for name in names] == [("string",), ("integer",)]


def test_variants_told_apart_by_a_constant() -> None:
    variant = {"type": "object", "properties": {"kind": {"const": "a"}, "x": {"type": "string"}}}
    tree = {
        "type": "object",
        "properties": {
            "inline": {"oneOf": [variant, {"type": "object", "properties": {"kind": {"enum": ["b"]}}}]},
            "named": {
                "anyOf": [{"$ref": "#/$defs/A"}, variant | {"properties": {"kind": {"const": "c"}}}, {"type": "null"}]
            },
            "unclear": {"oneOf": [variant, {"type": "object", "properties": {"other": {"const": "b"}}}]},
        },
        "$defs": {"A": variant},
    }
    found = properties(schema_of(tree).input_schema)
    assert found["inline"].discriminator.property_name == "kind"
    assert found["named"].discriminator.mapping == (("a", "A"),)
    assert found["unclear"].discriminator is None


@pytest.mark.parametrize(
    ("tree", "check"),
    [
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, lambda s: len(s.any_of) == 2),
        ({"type": ["boolean", "string"]}, lambda s: s.types == ("boolean", "string")),
        (True, lambda s: s.boolean is True),
        (False, lambda s: s.boolean is False),
        ({}, lambda s: s == Schema(source=s.source)),
        ({"additionalProperties": {"type": "number"}}, lambda s: s.additional_properties.types == ("number",)),
        ({"items": [{"type": "string"}, {}], "additionalItems": False}, lambda s: len(s.prefix_items) == 2),
        ({"type": "number", "minimum": 0, "exclusiveMinimum": True}, lambda s: s.exclusive_minimum == 0),
        ({"propertyNames": {"pattern": "^x"}}, lambda s: s.property_names.pattern == "^x"),
        ({"type": "string", "x-mcp-header": "Region"}, lambda s: s.extensions == {"x-mcp-header": "Region"}),
    ],
)
def test_forms_of_every_dialect(tree: Any, check: Any) -> None:
    tool, rules = tool_of({"inputSchema": {"type": "object", "properties": {"p": tree}}})
    assert rules == [] and check(properties(tool.input_schema)["p"])


def test_words_beside_a_reference_count_since_2019() -> None:
    tree = {"type": "object", "properties": {"p": {"$ref": "#/$defs/A", "description": "Here.", "minLength": 2}}}
    tree["$defs"] = {"A": {"type": "string"}}
    beside = properties(schema_of(tree).input_schema)["p"].beside
    assert (beside.description, beside.min_length) == ("Here.", 2)
    old = {"$schema": "http://json-schema.org/draft-07/schema#", **tree}
    beside = properties(schema_of(old).input_schema)["p"].beside
    assert (beside.description, beside.min_length) == ("Here.", None)


@pytest.mark.parametrize(
    ("raw", "rule"),
    [
        ({}, "input-schema-missing"),
        ({"inputSchema": True}, "input-schema-not-an-object"),
        ({"inputSchema": {"type": "string"}}, "input-schema-not-an-object"),
        ({"inputSchema": "x"}, "wrong-type"),
        ({"inputSchema": None}, "wrong-type"),
        ({"inputSchema": OBJECT, "outputSchema": []}, "wrong-type"),
        ({"inputSchema": {**OBJECT, "$schema": "https://evil.example/schema"}}, "schema-dialect-unknown"),
        ({"inputSchema": {**OBJECT, "properties": {"a": {"$ref": "#/nowhere"}}}}, "reference-unresolvable"),
        ({"inputSchema": {**OBJECT, "properties": {"a": {"$ref": "https://x.example"}}}}, "reference-unresolvable"),
        ({"inputSchema": {**OBJECT, "$defs": {"A": {"$ref": "#/$defs/A"}}}}, "reference-circle"),
        ({"inputSchema": OBJECT, "name": "x" * 500}, "tool-name-unusual"),
        ({"inputSchema": OBJECT, "name": "../../etc"}, "tool-name-unusual"),
    ],
)
def test_what_is_wrong_is_listed_and_the_tool_is_there(raw: dict[str, Any], rule: str) -> None:
    tool, rules = tool_of(raw)
    assert rules == [rule]
    assert tool.key == raw.get("name", "t")


def test_entries_that_are_no_tools_are_left_out_and_the_rest_stays() -> None:
    entries = [{"name": "a", "inputSchema": OBJECT}, 7, {"inputSchema": OBJECT}, {"name": "a", "inputSchema": OBJECT}]
    server, problems = server_of({"tools": entries})
    assert [tool.key for tool in server.tools] == ["a", "a~2"]
    assert [problem.rule for problem in problems] == ["tool-not-an-object", "tool-without-name", "tool-name-taken"]
    assert [problem.source.pointer for problem in problems] == ["/tools/1", "/tools/2", "/tools/3/name"]


def test_a_deep_schema_ends() -> None:
    tree: dict[str, Any] = {"type": "object"}
    for _ in range(150):
        tree = {"type": "object", "properties": {"p": tree}}
    assert tool_of({"inputSchema": tree})[1] == ["nesting-too-deep"]


def test_samples_are_made_from_the_schemas() -> None:
    tree = {"type": "object", "properties": {"city": {"type": "string", "const": "Bern"}}, "required": ["city"]}
    tool = schema_of(tree, outputSchema={"type": "object", "properties": {"degrees": {"const": 7}}})
    assert (tool.example_arguments, tool.example_result) == ({"city": "Bern"}, {"degrees": 7})


@pytest.mark.parametrize("tree", [OBJECT, True, {"type": "string"}, {"type": "array"}])
def test_arguments_of_a_sample_are_always_an_object(tree: Any) -> None:
    tool = schema_of(tree)
    assert tool.example_arguments == {} and tool.example_result is msgspec.UNSET
