"""Keywords of all dialects in the terms of 2020-12; golden cases have the rest."""

from pathlib import Path

import msgspec
import pytest
import yaml

from gatepost.model.source import SourceLocation

CASES = yaml.safe_load((Path(__file__).parents[2] / "golden/translate/schemas.yml").read_text())


def told(value):
    """The fields of a struct that say something, as plain values."""
    if isinstance(value, msgspec.Struct):
        fields = {name: told(getattr(value, name)) for name in value.__struct_fields__ if name != "source"}
        return {name: field for name, field in fields.items() if field not in (None, "", [], {}) and field is not False}
    if isinstance(value, tuple | list):
        return [told(item) for item in value]
    return None if value is msgspec.UNSET else value


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_golden(translated, case):
    found = translated(case.get("version", "3.1.0"), components={"schemas": {"It": case["schema"], "Other": {}}})
    assert told(found.gateway.schema("It").schema) == case["becomes"]
    assert found.rules == case.get("problems", [])


@pytest.mark.parametrize("value", [None, 1, [], ["x"], True])
@pytest.mark.parametrize("keyword", ["properties", "patternProperties", "discriminator", "xml", "externalDocs"])
def test_keywords_of_the_wrong_type_are_left_out_with_a_problem(translated, keyword, value):
    found = translated(components={"schemas": {"It": {"title": "kept", keyword: value}}})
    assert told(found.gateway.schema("It").schema) == {"title": "kept"}
    (problem,) = found.problems
    assert (problem.rule, problem.severity) == ("wrong-type", "warning")
    assert problem.source.pointer == f"/components/schemas/It/{keyword}"


def test_every_schema_knows_its_place(schema):
    found = schema({"properties": {"a/b": {"items": {"type": "string"}}}})
    place = found.properties[0].schema.items.source
    assert isinstance(place, SourceLocation)
    assert (place.file, place.pointer) == ("api.json", "/components/schemas/It/properties/a~1b/items")


def test_false_is_a_schema_that_allows_nothing(schema):
    assert schema(False).boolean is False


def test_null_is_a_default_like_any_other(schema):
    assert schema({"default": None}).default is None
    assert schema({}).default is msgspec.UNSET
