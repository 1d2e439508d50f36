import time
from typing import Any

import jsonschema_rs
import pytest

from gatepost.sandbox.description import Description
from gatepost.sandbox.schema import Validator

TREE = {
    "type": "object",
    "properties": {"children": {"type": "array", "items": {"$ref": "#"}}},
    "required": ["children"],
}

JUDGED: list[tuple[Any, list[Any], list[Any]]] = [
    (True, [None, 1], []),
    (False, [], [None, 1]),
    ({"type": "integer"}, [1, 1.0, -5], [1.5, "1", True, None]),
    ({"type": ["string", "null"]}, ["", None], [1]),
    ({"enum": [1, "a", None]}, [1, 1.0, "a", None], [True, "b"]),
    ({"const": {"a": [1]}}, [{"a": [1.0]}], [{"a": [True]}, {"a": []}]),
    ({"minimum": 1, "exclusiveMaximum": 3}, [1, 2.9, "text"], [0.9, 3]),
    ({"multipleOf": 0.1}, [0.3, 1, 2.7], [0.35]),
    ({"type": "string", "minLength": 2, "maxLength": 3}, ["ab", "日本語"], ["a", "abcd"]),
    ({"pattern": "^[a-z]+$"}, ["abc", 5], ["aB", "abc\n"]),
    ({"prefixItems": [{"type": "integer"}], "items": {"type": "string"}}, [[1, "a"], []], [["a"], [1, 2]]),
    ({"contains": {"const": 1}, "maxContains": 2}, [[1, 2], [1, 1]], [[], [1, 1, 1]]),
    ({"uniqueItems": True}, [[1, True, "1"], [{"a": 1}, {"a": 2}]], [[1, 1.0], [{"a": 1, "b": 2}, {"b": 2, "a": 1}]]),
    ({"properties": {"a": {"type": "integer"}}, "additionalProperties": False}, [{}, {"a": 1}], [{"a": "x"}, {"b": 1}]),
    (
        {"patternProperties": {"^x-": {"type": "integer"}}, "additionalProperties": {"type": "string"}},
        [{"x-a": 1, "b": ""}],
        [{"x-a": ""}, {"b": 1}],
    ),
    ({"propertyNames": {"maxLength": 2}}, [{"ab": 1}], [{"abc": 1}]),
    ({"dependentRequired": {"a": ["b"]}}, [{"a": 1, "b": 1}, {"b": 1}], [{"a": 1}]),
    ({"dependentSchemas": {"a": {"required": ["b"]}}}, [{"a": 1, "b": 1}, {}], [{"a": 1}]),
    ({"minProperties": 1, "maxProperties": 2}, [{"a": 1}], [{}, {"a": 1, "b": 1, "c": 1}]),
    ({"allOf": [{"required": ["a"]}, {"required": ["b"]}]}, [{"a": 1, "b": 1}], [{"a": 1}]),
    ({"anyOf": [{"type": "integer"}, {"minLength": 2}]}, [1, "ab"], ["a"]),
    ({"oneOf": [{"multipleOf": 2}, {"multipleOf": 3}]}, [2, 3], [6, 5]),
    ({"not": {"type": "null"}}, [1], [None]),
    (
        {
            "if": {"properties": {"k": {"const": 1}}, "required": ["k"]},
            "then": {"required": ["a"]},
            "else": {"required": ["b"]},
        },
        [{"k": 1, "a": 0}, {"b": 0}],
        [{"k": 1}, {}],
    ),
    ({"allOf": [{"properties": {"a": {}}}], "unevaluatedProperties": False}, [{"a": 1}], [{"b": 1}]),
    (TREE, [{"children": [{"children": []}]}], [{}, {"children": [{}]}]),
    ({"$ref": "#/$defs/n", "$defs": {"n": {"type": "integer"}}, "maximum": 3}, [1], ["a", 4]),
    (
        {"properties": {"__proto__": {"type": "integer"}, "a/b~c": {"type": "integer"}}},
        [{"__proto__": 1}],
        [{"a/b~c": "x"}],
    ),
]


def validator(root: Any, **options: Any) -> Validator:
    return Validator(Description(root if isinstance(root, dict) else {}).resolve, **options)


@pytest.mark.parametrize(("schema", "good", "bad"), JUDGED, ids=lambda value: str(value)[:50])
def test_verdicts_agree_with_another_implementation(schema: Any, good: list[Any], bad: list[Any]) -> None:
    other = jsonschema_rs.Draft202012Validator(schema)
    verdicts = [validator(schema).accepts(schema, value) for value in good + bad]
    assert verdicts == [other.is_valid(value) for value in good + bad]
    assert verdicts == [True] * len(good) + [False] * len(bad)


@pytest.mark.parametrize(
    ("format_", "good", "bad"),
    [
        ("date", "2024-02-29", "2023-02-29"),
        ("date-time", "2024-02-29T23:59:60Z", "2024-02-29 25:00:00Z"),
        ("email", "a@b.example", "a b"),
        ("uuid", "01234567-89ab-cdef-0123-456789abcdef", "0123"),
        ("uri", "mailto:a@b", "no scheme"),
        ("ipv4", "192.0.2.1", "192.0.2.256"),
        ("ipv6", "::1", ":::1"),
        ("byte", "YQ==", "é"),
    ],
)
def test_formats_are_judged_lightly(format_: str, good: str, bad: str) -> None:
    schema = {"type": "string", "format": format_}
    assert validator({}).accepts(schema, good)
    assert not validator({}).accepts(schema, bad)


def test_openapi_30_words_are_understood() -> None:
    judge = validator({})
    assert judge.accepts({"type": "string", "nullable": True}, None)
    assert not judge.accepts({"type": "string", "nullable": False}, None)
    bounded = {"minimum": 1, "exclusiveMinimum": True, "maximum": 3, "exclusiveMaximum": True}
    assert [judge.accepts(bounded, number) for number in (1, 2, 3)] == [False, True, False]
    assert not judge.accepts({"type": "integer", "format": "int32"}, 2**31)


def test_each_direction_spares_what_the_other_side_writes() -> None:
    schema = {"required": ["id", "secret"], "properties": {"id": {"readOnly": True}, "secret": {"writeOnly": True}}}
    assert validator({}, writing=True).accepts(schema, {"secret": 1})
    assert validator({}).accepts(schema, {"id": 1})
    assert not validator({}).accepts(schema, {"secret": 1})


@pytest.mark.parametrize(
    ("schema", "value", "said"),
    [
        (
            {"properties": {"a": {"items": {"type": "integer"}}}},
            {"a": [1, "x"]},
            '/a/1: expected integer, got the string "x"',
        ),
        ({"required": ["a~/b"]}, {}, "/a~0~1b: is required"),
        ({"enum": ["a", "b"]}, "c", '/: expected one of "a", "b", got "c"'),
        ({"additionalProperties": False, "properties": {"a": {}}}, {"b": 1}, "/b: is not a known property (known: a)"),
        ({"oneOf": [{"type": "integer"}, {"type": "object", "required": ["a"]}]}, {}, "/a: is required"),
        ({"anyOf": [{"type": "integer"}, {"type": "null"}]}, "x", "fits none of 2 variants"),
    ],
)
def test_a_fault_says_where_and_what(schema: Any, value: Any, said: str) -> None:
    assert said in str(validator({}).faults(schema, value)[0])


def test_the_discriminator_chooses_whose_faults_are_told() -> None:
    root = {
        "cat": {"required": ["kind", "meow"], "properties": {"kind": {"const": "cat"}}},
        "dog": {"required": ["kind", "bark"], "properties": {"kind": {"const": "dog"}}},
    }
    schema = {"oneOf": [{"$ref": "#/cat"}, {"$ref": "#/dog"}], "discriminator": {"propertyName": "kind"}}
    assert [str(fault) for fault in validator(root).faults(schema, {"kind": "dog"})] == ["/bark: is required"]


def test_a_discriminator_tells_overlapping_variants_of_a_request_apart() -> None:
    root = {"cat": {"required": ["kind"]}, "dog": {"required": ["kind"]}}
    schema = {"oneOf": [{"$ref": "#/cat"}, {"$ref": "#/dog"}], "discriminator": {"propertyName": "kind"}}
    assert validator(root, writing=True).accepts(schema, {"kind": "dog"})
    assert not validator(root, writing=True).accepts(schema, {"kind": "cow"})
    assert not validator(root).accepts(schema, {"kind": "dog"})


@pytest.mark.parametrize(
    "schema",
    [
        {"$ref": "#"},
        {"allOf": [{"$ref": "#"}]},
        {"$ref": "#/nowhere"},
        {"$ref": "https://example.com/schema.json"},
        {"$ref": "file:///etc/passwd"},
        {"$ref": "#/%7Ba%7D"},
    ],
)
def test_references_in_circles_or_to_nowhere_are_not_judged(schema: Any) -> None:
    assert validator(schema).accepts(schema, {"a": 1})


def test_deep_values_and_growing_schemas_are_bounded() -> None:
    deep: Any = []
    for _ in range(500):
        deep = [deep]
    schema = {"items": {"$ref": "#"}}
    assert validator(schema).accepts(schema, deep)
    doubling = {"$defs": {str(n): {"anyOf": [{"$ref": f"#/$defs/{n + 1}"}] * 8} for n in range(30)}}
    begun = time.process_time()
    validator(doubling).accepts({"$ref": "#/$defs/0", "not": True}, 1)
    validator(doubling).accepts({"anyOf": [{"$ref": "#/$defs/0"}, False]}, 1)
    assert time.process_time() - begun < 2
