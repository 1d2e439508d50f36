"""Declared examples in all their places, and generated ones where there is none."""

import pytest


@pytest.fixture
def media(translated):
    def run(members, name="application/json", components=None, version="3.1.0"):
        answer = {"200": {"description": "ok", "content": {name: members}}}
        found = translated(version, paths={"/x": {"get": {"responses": answer}}}, components=components or {})
        return found, found.operation.responses[0].content[0].examples

    return run


def test_examples_beside_the_schema(media):
    examples = {
        "small": {"summary": "Small", "description": "One.", "value": {"a": 1}},
        "shared": {"$ref": "#/components/examples/E"},
        "far": {"externalValue": "https://example.com/a.json"},
    }
    _, found = media({"example": 0, "examples": examples}, components={"examples": {"E": {"value": None}}})
    assert [(one.name, one.value) for one in found[:3]] == [("", 0), ("small", {"a": 1}), ("shared", None)]
    assert (found[1].summary, found[1].description) == ("Small", "One.")
    assert found[3].external_value == "https://example.com/a.json"
    assert not any(one.generated for one in found)


def test_data_and_serialized_values_of_3_2(media):
    _, (found,) = media({"examples": {"a": {"dataValue": {"a": 1}, "serializedValue": '{"a":1}'}}}, version="3.2.0")
    assert (found.value, found.serialized) == ({"a": 1}, '{"a":1}')


def test_examples_of_the_schema_follow_references(media):
    schemas = {"A": {"$ref": "#/components/schemas/B"}, "B": {"examples": [{"b": 1}, {"b": 2}]}}
    _, found = media({"schema": {"$ref": "#/components/schemas/A"}}, components={"schemas": schemas})
    assert [(one.value, one.generated) for one in found] == [({"b": 1}, False), ({"b": 2}, False)]


def test_without_any_one_is_generated_from_the_properties(media):
    schema = {"properties": {"model": {"example": "m-1"}, "count": {"type": "integer"}}}
    _, (found,) = media({"schema": schema})
    assert (found.value, found.generated) == ({"model": "m-1", "count": 3}, True)


@pytest.mark.parametrize("name", ["application/xml", "text/plain", "image/png"])
def test_bodies_that_are_neither_json_nor_a_form_are_left_alone(media, name):
    _, found = media({"schema": {"type": "object", "properties": {"a": {"type": "string"}}}}, name)
    assert found == ()


@pytest.mark.parametrize("name", ["application/json; charset=utf-8", "application/problem+json", "multipart/form-data"])
def test_json_in_all_its_names_and_forms_are_served(media, name):
    _, (found,) = media({"schema": {"type": "object", "properties": {"a": {"type": "string"}}}}, name)
    assert found.value == {"a": "string"}


def test_json_written_as_a_string_is_read(media):
    _, (found,) = media({"example": '{"a": [1]}'})
    assert found.value == {"a": [1]}
    _, (found,) = media({"example": "{not json"})
    assert found.value == "{not json"
    _, (found,) = media({"example": "[" * 100_000})
    assert isinstance(found.value, str)


def test_an_example_without_value_is_the_value_and_reported(media):
    run, (found,) = media({"examples": {"a": {"id": 1}}})
    assert (found.value, run.rules) == ({"id": 1}, ["example-without-value"])


@pytest.mark.parametrize("examples", [[{"a": 1}], "x", None, {"a": 1}, {"a": {"$ref": "#/nowhere"}}])
def test_examples_of_the_wrong_shape_are_left_out_with_a_problem(media, examples):
    run, found = media({"examples": examples})
    assert found == ()
    assert len(run.rules) == 1


def test_a_generated_example_of_a_named_schema_is_made_once(translated):
    answer = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/A"}}}, "description": ""}
    found = translated(
        paths={path: {"get": {"responses": {"200": answer}}} for path in ("/a", "/b")},
        components={"schemas": {"A": {"properties": {"name": {"type": "string"}}}}},
    )
    one, two = (operation.responses[0].content[0].examples[0].value for operation in found.gateway.operations)
    assert one is two
