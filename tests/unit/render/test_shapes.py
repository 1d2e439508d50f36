from collections.abc import Callable
from typing import Any

from gatepost.model.schema import NamedSchema, Schema, SchemaRef
from gatepost.render.context import Context
from gatepost.render.shapes import Shape, Shapes


def shape_of(context: Context, key: str = "X") -> Shape:
    shape = context.shapes.named(key)
    assert shape is not None
    return shape


def test_all_of_merges_and_says_where_from(context: Callable[..., Context]) -> None:
    made = context(
        Base={"type": "object", "properties": {"id": {"type": "string"}, "kind": {"type": "string"}}},
        X={"allOf": [{"$ref": "#/components/schemas/Base"}], "properties": {"kind": {"const": "x"}, "own": {}}},
    )
    assert [(one.origin, [row.name for row in one.rows]) for one in shape_of(made).sets] == [
        ("Base", ["id"]),
        ("", ["kind", "own"]),
    ]


def test_all_of_that_contains_itself_ends(context: Callable[..., Context]) -> None:
    made = context(X={"allOf": [{"$ref": "#/components/schemas/X"}], "properties": {"a": {}}})
    assert [row.name for one in shape_of(made).sets for row in one.rows] == ["a"]


def test_references_in_a_circle_lead_nowhere() -> None:
    schemas = {key: NamedSchema(key=key, name=key, schema=SchemaRef(name=other)) for key, other in ("XY", "YX")}
    assert Shapes(schemas).named("X") is None


def test_variants_are_named_by_schema_title_and_tag(context: Callable[..., Context]) -> None:
    cat = {"type": "object", "properties": {"kind": {"const": "cat"}}}
    made = context(
        Cat=cat,
        X={
            "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"title": "A dog", **cat}, {**cat}],
            "discriminator": {"propertyName": "kind"},
        },
    )
    (variants,) = shape_of(made).variants
    assert variants.told_by == "kind"
    assert [(v.label, v.tag) for v in variants.variants] == [("Cat", "cat"), ("A dog", "cat"), ("Variant 3", "cat")]


def test_a_mapping_gives_the_tag(context: Callable[..., Context]) -> None:
    made = context(
        Cat={"type": "object"},
        X={
            "oneOf": [{"$ref": "#/components/schemas/Cat"}],
            "anyOf": [{"type": "object", "properties": {"a": {}}}, {"type": "string"}],
            "discriminator": {"propertyName": "kind", "mapping": {"miau": "#/components/schemas/Cat"}},
        },
    )
    one_of, any_of = shape_of(made).variants
    assert one_of.variants[0].tag == "miau"
    assert not any_of.exactly_one


def test_scalars_need_no_variants(context: Callable[..., Context]) -> None:
    made = context(X={"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "integer"}}, {"type": "null"}]})
    assert shape_of(made).is_leaf


def test_a_reference_says_what_its_scalar_says(context: Callable[..., Context]) -> None:
    made = context(
        Size={"type": "string", "enum": ["s", "m"], "default": "s"},
        X={"type": "object", "properties": {"size": {"$ref": "#/components/schemas/Size", "description": "How big"}}},
    )
    row = made.gateway.schemas["X"].schema.properties[0]  # type: ignore[union-attr]
    shape = made.shapes.of(row.schema)
    assert shape.description == "How big"
    assert [item.value for item in shape.enum] == ["s", "m"]
    assert shape.default == "s"


def test_content_is_what_repeats(context: Callable[..., Context]) -> None:
    reference = {"$ref": "#/components/schemas/Pet"}
    wrapped: list[Any] = [
        reference,
        {"type": "array", "items": {"type": "array", "items": reference}},
        {"type": "object", "additionalProperties": reference},
        {"anyOf": [reference, {"type": "null"}]},
        {"allOf": [reference], "description": "words"},
    ]
    made = context(Pet={"type": "object"}, X={"properties": {str(n): one for n, one in enumerate(wrapped)}})
    for row in made.gateway.schemas["X"].schema.properties:  # type: ignore[union-attr]
        inner = made.shapes.content(row.schema)
        assert isinstance(inner, SchemaRef) and inner.name == "Pet"


def test_properties_beside_a_reference_join_it(context: Callable[..., Context]) -> None:
    made = context(
        Pet={"type": "object", "properties": {"name": {}}},
        X={"properties": {"pet": {"$ref": "#/components/schemas/Pet", "properties": {"age": {}}}}},
    )
    inner = made.shapes.content(made.gateway.schemas["X"].schema.properties[0].schema)  # type: ignore[union-attr]
    assert isinstance(inner, Schema)
    assert [row.name for one in made.shapes.of(inner).sets for row in one.rows] == ["name", "age"]
