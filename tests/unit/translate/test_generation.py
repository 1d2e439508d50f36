"""Generated examples: valid, sendable, small, always the same."""

import json

import jsonschema_rs
import pytest

from gatepost.model.schema import Schema, SchemaRef
from gatepost.translate import example
from gatepost.translate.generation import MAX_BYTES, MAX_DEPTH

USER = {
    "type": "object",
    "required": ["id", "email", "role"],
    "properties": {
        "id": {"type": "string", "format": "uuid", "readOnly": True},
        "email": {"type": "string", "format": "email"},
        "password": {"type": "string", "minLength": 12, "writeOnly": True},
        "role": {"enum": ["admin", "member"]},
        "created_at": {"type": "string", "format": "date-time", "readOnly": True},
        "manager": {"$ref": "#/components/schemas/User"},
        "teams": {"type": "array", "items": {"$ref": "#/components/schemas/Team"}},
    },
}
TEAM = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "lead": {"$ref": "#/components/schemas/User"}},
    "additionalProperties": False,
}
PET = {
    "type": "object",
    "required": ["kind"],
    "properties": {"kind": {"type": "string"}},
    "discriminator": {"propertyName": "kind"},
}
CAT = {
    "allOf": [{"$ref": "#/components/schemas/Pet"}, {"required": ["lives"], "properties": {"lives": {"maximum": 9}}}],
    "properties": {"kind": {"const": "Cat"}},
}
DOG = {"allOf": [{"$ref": "#/components/schemas/Pet"}], "properties": {"kind": {"const": "Dog"}}}
CHOICE = {
    "oneOf": [{"$ref": "#/components/schemas/Dog"}, {"$ref": "#/components/schemas/Cat"}],
    "discriminator": {"propertyName": "kind"},
}
NUMBERS = {
    "type": "object",
    "required": ["a", "b", "c", "d", "e", "f"],
    "properties": {
        "a": {"type": "integer", "minimum": 10, "multipleOf": 7},
        "b": {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 0.5},
        "c": {"type": "integer", "maximum": -3},
        "d": {"type": "number", "minimum": 2.5, "maximum": 2.5},
        "e": {"type": "integer", "exclusiveMinimum": 4},
        "f": {"type": "number", "multipleOf": 0.01, "minimum": 0.005},
    },
}
STRINGS = {
    "type": "object",
    "properties": {
        "short": {"type": "string", "maxLength": 3},
        "long": {"type": "string", "minLength": 40},
        "when": {"type": "string", "format": "date"},
        "where": {"type": "string", "format": "ipv4"},
        "link": {"type": "string", "format": "uri"},
        "three": {"type": "array", "items": {"type": "integer"}, "minItems": 3},
    },
}
MIXED = {
    "type": "object",
    "required": ["maybe", "either", "map", "pair", "undescribed", "wrong"],
    "properties": {
        "maybe": {"anyOf": [{"type": "null"}, {"type": "integer"}]},
        "either": {"type": ["null", "string"]},
        "map": {"type": "object", "additionalProperties": {"type": "boolean"}},
        "pair": {"type": "array", "prefixItems": [{"type": "string"}, {"type": "integer"}]},
        "wrong": {"type": "integer", "examples": ["not a number"], "default": None},
    },
}
SCHEMAS = {
    "User": USER,
    "Team": TEAM,
    "Pet": PET,
    "Cat": CAT,
    "Dog": DOG,
    "Choice": CHOICE,
    "Numbers": NUMBERS,
    "Strings": STRINGS,
    "Mixed": MIXED,
}


@pytest.fixture
def schemas(translated):
    return translated(components={"schemas": SCHEMAS}).gateway.schemas


@pytest.mark.parametrize("required_only", [False, True])
@pytest.mark.parametrize("name", SCHEMAS)
def test_examples_are_valid_against_their_schema(schemas, name, required_only):
    value = example(SchemaRef(name=name), schemas, mode="response", required_only=required_only)
    validator = jsonschema_rs.Draft202012Validator(
        {"$ref": f"#/components/schemas/{name}", "components": {"schemas": SCHEMAS}}, validate_formats=True
    )
    assert [str(error) for error in validator.iter_errors(value)] == []


def test_requests_leave_out_what_is_read_only_and_responses_what_is_write_only(schemas):
    request = example(SchemaRef(name="User"), schemas, mode="request")
    response = example(SchemaRef(name="User"), schemas, mode="response")
    assert not {"id", "created_at"} & request.keys()
    assert "password" in request
    assert "password" not in response
    assert {"id", "created_at"} <= response.keys()


def test_cycles_are_cut(schemas):
    user = example(SchemaRef(name="User"), schemas, mode="response")
    assert "manager" not in user
    assert user["teams"] == [{"name": "Example"}]


def test_the_discriminator_tells_the_variant_that_was_taken(schemas):
    assert example(SchemaRef(name="Choice"), schemas, mode="response")["kind"] == "Dog"
    assert example(SchemaRef(name="Cat"), schemas, mode="response")["kind"] == "Cat"


@pytest.mark.parametrize("mode", ["request", "response"])
def test_what_is_remembered_makes_no_difference(schemas, mode):
    names = [*SCHEMAS, *reversed(SCHEMAS)]
    together = Schema(types=("array",), prefix_items=tuple(SchemaRef(name=name) for name in names))
    values = example(together, schemas, mode=mode)
    assert values == example(together, schemas, mode=mode)
    assert values[: len(SCHEMAS)] == list(reversed(values[len(SCHEMAS) :]))


def test_a_long_optional_body_keeps_what_has_an_example(translated):
    properties = {f"p{i}": {"type": "string"} for i in range(30)}
    properties["model"] = {"type": "string"}
    properties["user"] = {"type": "string", "examples": ["ada"]}
    tree = {"type": "object", "required": ["model"], "properties": properties}
    schemas = translated(components={"schemas": {"It": tree}}).gateway.schemas
    assert example(SchemaRef(name="It"), schemas, mode="request") == {"model": "gpt-4o-mini", "user": "ada"}


def test_a_schema_that_allows_anything_has_no_example():
    assert example(Schema(), {}, mode="request") is None
    assert example(Schema(boolean=False), {}, mode="request") is None
    assert example(SchemaRef(name="ghost"), {}, mode="request") is None


@pytest.fixture
def highly_connected(translated):
    def run(member):
        references = [{"$ref": f"#/components/schemas/S{i}"} for i in range(40)]
        return translated(components={"schemas": {f"S{i}": member(references) for i in range(40)}}).gateway.schemas

    return run


@pytest.mark.parametrize(
    "member",
    [
        lambda refs: {"anyOf": refs},
        lambda refs: {"allOf": refs},
        lambda refs: {"properties": {f"p{i}": ref for i, ref in enumerate(refs)}},
        lambda refs: {
            "required": [f"p{i}" for i in range(len(refs))],
            "properties": {f"p{i}": {"items": ref} for i, ref in enumerate(refs)},
        },
    ],
)
def test_highly_connected_schemas_have_small_examples(highly_connected, member):
    schemas = highly_connected(member)
    value = example(SchemaRef(name="S0"), schemas, mode="response")
    assert len(json.dumps(value, separators=(",", ":"))) <= MAX_BYTES


def test_depth_has_a_limit(translated):
    levels = {f"S{i}": {"properties": {"x": {"$ref": f"#/components/schemas/S{i + 1}"}}} for i in range(50)}
    value = example(SchemaRef(name="S0"), translated(components={"schemas": levels}).gateway.schemas, mode="response")
    depth = 0
    while value:
        value, depth = value.get("x"), depth + 1
    assert depth <= MAX_DEPTH


@pytest.mark.parametrize("pattern", ["((a+)+)+$", "^", "a{999999999}", "(", "[a-z"])
def test_patterns_are_never_executed(pattern):
    assert example(Schema(types=("string",), pattern=pattern), {}, mode="request") == "string"


def test_hostile_limits_are_answered_with_little():
    schema = Schema(types=("array",), items=Schema(types=("string",), min_length=10**12), min_items=10**9)
    assert len(json.dumps(example(schema, {}, mode="request"))) < MAX_BYTES
    huge = Schema(types=("string",), default="x" * 1_000_000)
    assert example(huge, {}, mode="request") == "string"
