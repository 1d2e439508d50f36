from collections.abc import Callable
from typing import Any

import pytest

from gatepost.render.context import Context
from gatepost.render.words import constraints, flat, type_words, value


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "string"}, "string"),
        ({"type": "string", "format": "date-time"}, "string (date-time)"),
        ({"type": ["string", "null"]}, "string or null"),
        ({"type": "array", "items": {"$ref": "#/components/schemas/Pet"}}, "array of Pet"),
        ({"type": "array", "items": {"type": ["string", "null"]}}, "array of (string or null)"),
        ({"type": "array"}, "array"),
        ({"type": "array", "prefixItems": [{}, {}]}, "tuple of 2"),
        ({"type": "object", "additionalProperties": {"type": "integer"}}, "map of string to integer"),
        ({"properties": {"a": {}}}, "object"),
        ({"anyOf": [{"$ref": "#/components/schemas/Pet"}, {"type": "null"}]}, "Pet or null"),
        ({"oneOf": [{"type": "string"}, {"type": "integer"}]}, "string or integer"),
        ({"oneOf": [{"type": "string", "format": f} for f in "abcde"]}, "one of 5 variants"),
        ({"allOf": [{"$ref": "#/components/schemas/Pet"}]}, "Pet"),
        ({"enum": ["a", 1]}, "string or integer"),
        ({"const": 1}, "integer"),
        ({}, "any"),
    ],
)
def test_types(schema: Any, words: str, context: Callable[..., Context]) -> None:
    made = context(Pet={"type": "object"}, X={"type": "object", "properties": {"x": schema}})
    (row,) = made.gateway.schemas["X"].schema.properties  # type: ignore[union-attr]
    assert flat(type_words(row.schema, made.gateway.schemas)) == words


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"minLength": 1, "maxLength": 100}, ["1 to 100 characters"]),
        ({"minLength": 1}, ["at least 1 character"]),
        ({"minItems": 2, "maxItems": 2}, ["2 items"]),
        ({"maxProperties": 3}, ["at most 3 properties"]),
        ({"minimum": 0, "maximum": 2}, ["0 to 2"]),
        ({"exclusiveMinimum": 0, "maximum": 1}, ["more than 0 and at most 1"]),
        ({"minimum": 0.5}, ["at least 0.5"]),
        ({"multipleOf": 5}, ["multiple of 5"]),
        ({"pattern": "^a$"}, ["matches ^a$"]),
        ({"uniqueItems": True}, ["no two items alike"]),
        ({"contentEncoding": "base64", "contentMediaType": "image/png"}, ["base64 of image/png"]),
        ({"not": {"type": "string"}}, ["must not be: string"]),
        ({"not": {"required": ["a", "b"]}}, ["must not be: has a and b"]),
        (
            {
                "if": {"properties": {"kind": {"const": "card"}}},
                "then": {"required": ["number"]},
                "else": {"required": ["iban"]},
            },
            ["if kind is card, then has number, otherwise has iban"],
        ),
        ({"anyOf": [], "required": ["x"]}, ["requires x"]),
        ({"minLength": 0}, []),
    ],
)
def test_constraints(schema: Any, words: list[str], context: Callable[..., Context]) -> None:
    made = context(X=schema)
    said = constraints(made.gateway.schemas["X"].schema, made.gateway.schemas)  # type: ignore[arg-type]
    assert [flat(one) for one in said] == words


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("open", "open"),
        ("", '""'),
        (" x", '" x"'),
        ("true", '"true"'),
        ("1.5", '"1.5"'),
        (True, "true"),
        (None, "null"),
        (1.0, "1.0"),
        ({"a": [1]}, '{"a":[1]}'),
        (10**30, "1000000000000000000000000000000"),
    ],
)
def test_a_value_is_not_mistaken_for_another(given: Any, words: str) -> None:
    assert value(given) == words
