import time
from typing import Any

import pytest

from gatepost.sandbox.description import Description
from gatepost.sandbox.generate import Generator

NODE = {"type": "object", "properties": {"next": {"$ref": "#"}, "items": {"type": "array", "items": {"$ref": "#"}}}}


def generator(root: Any = None, **options: Any) -> Generator:
    return Generator(Description(root if isinstance(root, dict) else {}), **options)


@pytest.mark.parametrize(
    ("schema", "made"),
    [
        ({"type": "string", "example": "mine"}, "mine"),
        ({"type": "string", "example": 5}, "value"),
        ({"examples": [1, 2]}, 1),
        ({"const": None}, None),
        ({"enum": [None, "a"]}, "a"),
        ({"type": "integer", "default": 0}, 0),
        ({"type": "string", "maxLength": 3}, "val"),
        ({"type": "string", "minLength": 7}, "valuexx"),
        ({"type": "string", "format": "date"}, "2026-11-23"),
        ({"type": "integer", "minimum": 5, "maximum": 5}, 5),
        ({"type": "integer", "exclusiveMinimum": 5, "exclusiveMaximum": 7}, 6),
        ({"type": "integer", "minimum": 5, "exclusiveMinimum": True, "maximum": 6}, 6),
        ({"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 0.5}, 0.25),
        ({"type": "integer", "multipleOf": 7, "minimum": 15, "maximum": 27}, 21),
        ({"type": "number", "maximum": -3}, -3),
        ({"type": ["null", "string"]}, "value"),
        ({"type": "null"}, None),
        ({"type": "array", "items": {"type": "integer"}, "maxItems": 0}, []),
        ({"type": "array", "items": {"enum": ["a", "b", "c"]}, "minItems": 3, "uniqueItems": True}, ["a", "b", "c"]),
        ({"prefixItems": [{"const": 1}, {"const": 2}], "items": False}, [1, 2]),
        ({"allOf": [{"properties": {"a": {"const": 1}}}, {"required": ["a"]}]}, {"a": 1}),
        ({"oneOf": [{"type": "null"}, {"type": "string"}]}, "value"),
        ({"properties": {"s": {"writeOnly": True}, "r": {"readOnly": True, "const": 1}}}, {"r": 1}),
        ({"type": "object", "additionalProperties": {"const": 1}}, {"key1": 1}),
        ({"type": "object", "required": ["x"], "additionalProperties": {"const": 1}}, {"x": 1}),
        (
            {
                "type": "object",
                "minProperties": 2,
                "propertyNames": {"enum": ["a", "b"]},
                "additionalProperties": {"const": 1},
            },
            {"a": 1, "b": 1},
        ),
        (NODE, {"items": []}),
        ({"$ref": "#/nowhere"}, {}),
    ],
)
def test_values(schema: Any, made: Any) -> None:
    assert generator(schema).make(schema) == made


def test_a_client_is_not_asked_for_what_only_the_server_writes() -> None:
    schema = {"properties": {"s": {"writeOnly": True, "const": 1}, "r": {"readOnly": True}}, "required": ["r", "s"]}
    assert generator(writing=True).make(schema) == {"s": 1}


def test_a_variant_is_named_by_its_discriminator() -> None:
    kind = {"type": "string"}
    root = {
        "cat": {"type": "object", "required": ["kind", "meow"], "properties": {"kind": kind, "meow": {}}},
        "dog": {"type": "object", "required": ["kind", "bark"], "properties": {"kind": kind, "bark": {}}},
    }
    schema = {
        "oneOf": [{"$ref": "#/dog"}, {"$ref": "#/cat"}],
        "discriminator": {"propertyName": "kind", "mapping": {"hound": "#/dog"}},
    }
    assert generator(root).make(schema) == {"kind": "hound", "bark": {}}


def test_named_values_come_first_where_they_fit() -> None:
    schema = {"properties": {"code": {"type": "integer"}, "message": {"type": "string", "example": "e"}}}
    assert generator().make(schema, named={"code": ["text", 7], "message": ["m"]}) == {"code": 7, "message": "m"}


def test_variations_differ_and_seeds_differ() -> None:
    schema = {"properties": {"id": {"type": "string", "format": "uuid"}, "n": {"type": "integer"}}}
    made = [generator().make(schema, variation=turn) for turn in range(3)]
    assert len({one["id"] for one in made}) == 3
    assert generator(seed=2).make(schema) != made[0] == generator().make(schema)


def test_highly_connected_schemas_stay_small() -> None:
    names = [f"s{n}" for n in range(30)]
    root = {
        name: {"type": "object", "properties": {other: {"$ref": f"#/{other}"} for other in names}} for name in names
    }
    begun = time.process_time()
    made = generator(root).make({"$ref": "#/s0"})
    assert time.process_time() - begun < 1
    assert len(str(made)) < 40_000


def test_a_chain_of_ten_thousand_references_ends() -> None:
    root: dict[str, Any] = {str(n): {"$ref": f"#/{n + 1}"} for n in range(10_000)}
    assert generator(root).make({"$ref": "#/0"}) == {}
    deep: dict[str, Any] = {"type": "string"}
    for _ in range(2000):
        deep = {"type": "object", "required": ["a"], "properties": {"a": deep}}
    assert generator().make(deep) is None
