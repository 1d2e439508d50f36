from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from tests.unit.specs.postern import CURRENT, OLD, description, documented, examples, resolved

VERSIONS = (CURRENT, OLD)


def nodes(node: Any, pointer: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object of a description with its place."""
    if isinstance(node, dict):
        yield pointer, node
        for name, value in node.items():
            yield from nodes(value, f"{pointer}/{name}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from nodes(value, f"{pointer}/{index}")


@pytest.mark.parametrize("name", VERSIONS)
def test_it_is_valid(name: str) -> None:
    assert [error.message for error in OpenAPIV31SpecValidator(description(name)).iter_errors()] == []


@pytest.mark.parametrize("name", VERSIONS)
def test_every_example_fits_its_schema(name: str) -> None:
    document, checked = description(name), 0
    for pointer, node in nodes(document):
        if isinstance(node.get("schema"), dict):
            schema = {"allOf": [node["schema"]], "components": document["components"]}
            validator = jsonschema_rs.Draft202012Validator(schema, validate_formats=True)
            for example in examples(node):
                checked += 1
                assert [error.message for error in validator.iter_errors(example)] == [], pointer
    assert checked > 130


@pytest.mark.parametrize("name", VERSIONS)
def test_every_default_fits_its_schema(name: str) -> None:
    document = description(name)
    for pointer, node in nodes(document["components"]["schemas"]):
        if "default" in node and isinstance(node.get("type", ""), str | list) and not pointer.endswith("properties"):
            schema = {"allOf": [node], "components": document["components"]}
            assert jsonschema_rs.is_valid(schema, node["default"]), pointer


@pytest.mark.parametrize("name", VERSIONS)
def test_every_request_body_and_json_response_has_an_example(name: str) -> None:
    for one in documented(name):
        body = one.operation.get("requestBody", {"content": {}})
        responses = [resolved(response, name) for response in one.operation["responses"].values()]
        for content in [body["content"], *(response.get("content", {}) for response in responses)]:
            for media_type, declared in content.items():
                assert examples(declared), f"{one.id} {media_type}"


@pytest.mark.parametrize("name", VERSIONS)
def test_everything_is_described(name: str) -> None:
    document = description(name)
    for pointer, node in nodes(document):
        if pointer.endswith("/properties") and not _is_json(pointer):
            for key, value in node.items():
                assert "$ref" in value or value.get("description"), f"{pointer}/{key}"
        if "in" in node and "name" in node and "schema" in node:
            assert node["description"], pointer
    for kind in ("schemas", "responses", "headers", "securitySchemes"):
        assert all(value["description"] for value in document["components"][kind].values())


@pytest.mark.parametrize("name", VERSIONS)
def test_operations_read_well(name: str) -> None:
    document, tags = description(name), {tag["name"]: tag for tag in description(name)["tags"]}
    grouped = [tag for group in document["x-tagGroups"] for tag in group["tags"]]
    assert sorted(grouped) == sorted(tags)
    seen = set()
    for one in documented(name):
        assert len(one.operation["summary"]) <= 60
        assert one.operation["description"].strip().endswith(".")
        assert one.operation["tags"][0] in tags
        assert one.id not in seen
        assert one.id[0].islower()
        assert one.id.isalnum()
        seen.add(one.id)
    assert len(seen) >= 45


@pytest.mark.parametrize("name", VERSIONS)
def test_enum_descriptions_are_as_many_as_values(name: str) -> None:
    for pointer, node in nodes(description(name)):
        if "x-enum-descriptions" in node:
            assert len(node["x-enum-descriptions"]) == len(node["enum"]), pointer


@pytest.mark.parametrize("name", VERSIONS)
def test_no_component_is_unused(name: str) -> None:
    document = description(name)
    used = {node["$ref"] for _, node in nodes(document) if isinstance(node.get("$ref"), str)}
    for kind, components in document["components"].items():
        if kind != "securitySchemes":
            assert [one for one in components if f"#/components/{kind}/{one}" not in used] == []


@pytest.mark.parametrize("name", VERSIONS)
def test_deprecated_operations_name_a_sunset_and_a_successor(name: str) -> None:
    ids = {one.id for one in documented(name)}
    deprecated = [one for one in documented(name) if one.operation.get("deprecated")]
    assert deprecated
    for one in deprecated:
        assert one.operation["x-sunset"] > "2026"
        assert one.operation["x-replaced-by"] in ids


def test_the_shop_window_has_what_a_renderer_must_show() -> None:
    document = description()
    found = {name for _, node in nodes(document) for name in node}
    wanted = {"oneOf", "allOf", "discriminator", "const", "prefixItems", "patternProperties", "propertyNames"}
    assert wanted | {"readOnly", "writeOnly", "deprecated", "callbacks", "links", "x-enum-descriptions"} <= found
    assert document["components"]["schemas"]["Span"]["properties"]["children"]["items"]["$ref"].endswith("/Span")
    assert document["webhooks"]


def _is_json(pointer: str) -> bool:
    """Whether a place lies in an example, where anything may stand."""
    return "/example" in pointer or "/value/" in pointer
