"""Thirteen captured servers: no tool and no property is lost on the way into the model."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from gatepost.load.mcp import load_mcp
from gatepost.model.mcp_server import McpServer
from gatepost.model.schema import Schema, SchemaRef
from gatepost.model.tool import Tool
from gatepost.settings import McpInput
from gatepost.translate.mcp import translate_mcp
from tests.corpus.mcp import mcp_snapshots

_SINGLE = ("additionalProperties", "propertyNames", "items", "contains", "not", "if", "then", "else")
_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
_MAPS = ("patternProperties", "$defs", "definitions")


@pytest.fixture(scope="module")
def servers() -> tuple[McpServer, ...]:
    paths = mcp_snapshots()
    documents, problems = load_mcp([McpInput(path=path.name) for path in paths], paths[0].parent)
    found, more = translate_mcp(documents)
    assert (problems, more) == ((), ()), "real snapshots have nothing to complain of"
    return found


def raw_properties(schema: Any) -> Iterator[str]:
    """Yield the name of every property in a raw schema, at any depth."""
    if isinstance(schema, list):
        for item in schema:
            yield from raw_properties(item)
    if not isinstance(schema, dict):
        return
    for name, child in schema.get("properties", {}).items():
        yield name
        yield from raw_properties(child)
    for keyword in (*_SINGLE, *_LISTS):
        yield from raw_properties(schema.get(keyword))
    for keyword in _MAPS:
        yield from raw_properties(list(schema.get(keyword, {}).values()))


def model_properties(schema: Any) -> Iterator[str]:
    """Yield the name of every property in a schema of the model, references not followed."""
    if isinstance(schema, SchemaRef):
        yield from model_properties(schema.beside)
    if not isinstance(schema, Schema):
        return
    for item in schema.properties:
        yield item.name
        yield from model_properties(item.schema)
    for _, child in schema.pattern_properties:
        yield from model_properties(child)
    for child in (*schema.all_of, *schema.any_of, *schema.one_of, *schema.prefix_items):
        yield from model_properties(child)
    for single in (schema.additional_properties, schema.property_names, schema.items, schema.contains):
        yield from model_properties(single)
    for single in (schema.not_, schema.if_, schema.then, schema.else_):
        yield from model_properties(single)


def of_tool(tool: Tool) -> Counter[str]:
    definitions = tool.raw["inputSchema"].get("$defs", {}) | tool.raw["inputSchema"].get("definitions", {})
    definitions |= (tool.raw.get("outputSchema") or {}).get("$defs", {})
    found = Counter(model_properties(tool.input_schema))
    found.update(model_properties(tool.output_schema))
    for key, named in tool.definitions.items():
        if key in definitions:  # the others are targets of references to what was counted in its place
            found.update(model_properties(named.schema))
    return found


def test_every_tool_is_there(servers: tuple[McpServer, ...]) -> None:
    assert len(servers) == 13 and sum(len(server.tools) for server in servers) == 298
    assert len({str(tool.address) for server in servers for tool in server.tools}) == 298


def test_every_property_is_there(servers: tuple[McpServer, ...]) -> None:
    total = 0
    for server in servers:
        for tool in server.tools:
            output = tool.raw.get("outputSchema") or {}
            raw = Counter(raw_properties(tool.raw["inputSchema"]))
            same = output.get("$defs") and output["$defs"] == tool.raw["inputSchema"].get("$defs")
            raw.update(raw_properties({k: v for k, v in output.items() if not (same and k == "$defs")}))
            assert of_tool(tool) == raw, tool.address
            total += raw.total()
    assert total == 1_907


def test_every_reference_leads_to_a_definition_of_its_tool(servers: tuple[McpServer, ...]) -> None:
    def names(value: Any) -> Iterator[str]:
        if isinstance(value, SchemaRef):
            yield value.name
        if isinstance(value, Schema):
            for name in value.__struct_fields__:
                yield from names(getattr(value, name))
        elif isinstance(value, tuple):
            for item in value:
                yield from names(getattr(item, "schema", item))

    for server in servers:
        for tool in server.tools:
            for schema in (
                tool.input_schema,
                tool.output_schema,
                *(named.schema for named in tool.definitions.values()),
            ):
                assert all(tool.definition(name) for name in names(schema)), tool.address


def test_a_sibling_reference_of_a_real_tool(servers: tuple[McpServer, ...]) -> None:
    (tool,) = next(server for server in servers if server.id == "sequential-thinking").tools
    assert {"nextThoughtNeeded", "isRevision"} == set(tool.definitions)
