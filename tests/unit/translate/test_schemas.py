"""Named schemas: every target of a `$ref` gets a name, and no reference is followed into depth."""

import pytest

from gatepost.model.schema import Schema, SchemaRef
from gatepost.translate.schemas import MAX_DEPTH, readable_name


def test_every_declared_schema_is_named_in_order(translated):
    found = translated(components={"schemas": {"B": {"type": "string"}, "A": {"type": "object"}}})
    assert list(found.gateway.schemas) == ["B", "A"]
    assert found.gateway.schema("B").source.pointer == "/components/schemas/B"


def test_a_reference_names_its_target_and_keeps_what_stands_beside_it(translated):
    pet = {"properties": {"owner": {"$ref": "#/components/schemas/User", "description": "Feeds it"}}}
    found = translated(components={"schemas": {"Pet": pet, "User": {}}})
    owner = found.gateway.schema("Pet").schema.properties[0].schema
    assert (owner.name, owner.beside.description) == ("User", "Feeds it")


def test_before_3_1_only_the_description_beside_a_reference_counts(translated):
    pet = {"properties": {"owner": {"$ref": "#/components/schemas/User", "description": "Feeds it", "minLength": 3}}}
    found = translated("3.0.3", components={"schemas": {"Pet": pet, "User": {}}})
    beside = found.gateway.schema("Pet").schema.properties[0].schema.beside
    assert (beside.description, beside.min_length) == ("Feeds it", None)


@pytest.mark.parametrize(
    ("reference", "name"),
    [
        ("models.yaml#/User", "User"),
        ("models/user.yaml", "user"),
        ("#/$defs/Foo", "Foo"),
        ("#/components/schemas/User/properties/address", "User.address"),
        ("#/components/responses/NotFound/content/application~1json/schema", "NotFound"),
        ("#/paths/~1v1~1models/get/responses/200/content/application~1json/schema", "v1-models.get"),
        ("#", "Schema"),
        ("#/components/schemas/A%20b", "A-b"),
    ],
)
def test_targets_without_a_name_get_a_readable_one(reference, name):
    assert readable_name(reference) == name


def test_other_files_and_their_own_references_become_named_schemas(translated):
    files = {
        "models/user.yaml": {"type": "object", "properties": {"home": {"$ref": "common.yaml#/Address"}}},
        "models/common.yaml": {"Address": {"type": "string", "title": "An address"}},
    }
    pet = {"properties": {"owner": {"$ref": "models/user.yaml"}}}
    found = translated(files=files, components={"schemas": {"Pet": pet}})
    assert list(found.gateway.schemas) == ["Pet", "user", "Address"]
    address = found.gateway.schema("Address")
    assert (address.schema.title, address.source.file) == ("An address", "models/common.yaml")


def test_equal_names_are_told_apart_by_a_digest_of_their_place(translated):
    files = {"a.yaml": {"User": {"type": "string"}}, "b.yaml": {"User": {"type": "integer"}}}
    schemas = {"User": {"type": "object"}, "X": {"anyOf": [{"$ref": "a.yaml#/User"}, {"$ref": "b.yaml#/User"}]}}
    once, again = (translated(files=files, components={"schemas": schemas}).gateway.schemas for _ in range(2))
    assert list(once) == list(again)
    assert {named.schema.types[0] for key, named in once.items() if key.startswith("User")} == {
        "object",
        "string",
        "integer",
    }


def test_a_reference_to_nothing_is_an_empty_schema_with_a_name_and_an_error(translated):
    found = translated(components={"schemas": {"Pet": {"items": {"$ref": "#/components/schemas/Gone"}}}})
    assert found.gateway.schema("Pet").schema.items.name == "Gone"
    assert found.gateway.schema("Gone").schema.types == ()
    (problem,) = found.problems
    assert (problem.rule, problem.severity) == ("reference-unresolvable", "error")
    assert problem.source.pointer == "/components/schemas/Pet/items/$ref"


def test_cycles_stay_cycles_of_names(translated):
    schemas = {"A": {"properties": {"b": {"$ref": "#/components/schemas/B"}}}, "B": {"$ref": "#/components/schemas/A"}}
    found = translated(components={"schemas": schemas})
    assert found.gateway.schema("B").schema == SchemaRef(name="A", source=found.gateway.schema("B").schema.source)
    assert found.problems == ()


def test_references_that_only_lead_to_each_other_are_emptied_once(translated):
    schemas = {f"S{i}": {"$ref": f"#/components/schemas/S{(i + 1) % 300}"} for i in range(300)}
    schemas["Self"] = {"$ref": "#/components/schemas/Self"}
    found = translated(components={"schemas": schemas})
    assert found.rules == ["reference-circle", "reference-circle"]
    assert isinstance(found.gateway.schema("Self").schema, Schema)


@pytest.mark.parametrize("link", [lambda ref: ref, lambda ref: {"allOf": [ref]}, lambda ref: {"items": ref}])
def test_a_chain_of_ten_thousand_references_ends(translated, link):
    schemas = {f"S{i}": link({"$ref": f"#/components/schemas/S{i + 1}"}) for i in range(10_000)}
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/S0"}}}}
    found = translated(
        components={"schemas": {**schemas, "S10000": {"type": "string"}}},
        paths={"/x": {"post": {"requestBody": body, "responses": {}}}},
    )
    assert len(found.gateway.schemas) == 10_001


@pytest.mark.parametrize(
    "wrap",
    [
        lambda inner: {"properties": {"a": inner}},
        lambda inner: {"allOf": [inner]},
        lambda inner: {"additionalProperties": inner},
        lambda inner: {"not": inner},
    ],
)
def test_two_thousand_nested_schemas_are_cut_with_a_problem(translated, wrap):
    tree = {"type": "string"}
    for _ in range(2_000):
        tree = wrap(tree)
    body = {"content": {"application/json": {"schema": tree}}}
    found = translated(paths={"/x": {"post": {"requestBody": body, "responses": {}}}})
    assert found.rules == ["nesting-too-deep"]
    assert str(MAX_DEPTH) in found.problems[0].message


def test_an_id_goes_before_every_key(bundle):
    from gatepost.translate import translate

    root = {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "components": {"schemas": {"Pet": {"items": {"$ref": "#/components/schemas/Pet"}}}},
    }
    gateway, _ = translate([bundle(root, id="shop")])
    named = gateway.schema("shop:Pet")
    assert (named.name, named.scope, named.schema.items.name) == ("Pet", "shop", "shop:Pet")


def test_a_document_can_be_referred_to_by_its_self_uri(translated):
    schemas = {"A": {"$ref": "https://example.com/api#/components/schemas/B"}, "B": {"type": "string"}}
    found = translated("3.2.0", **{"$self": "https://example.com/api"}, components={"schemas": schemas})
    assert found.gateway.schema("A").schema.name == "B"
    assert found.problems == ()
