from typing import Any

import pytest

from tests.unit.translate.mcp_things import tool_of

REGION = {"type": "string", "x-mcp-header": "Region"}


def test_parameters_that_are_sent_as_headers() -> None:
    properties = {
        "region": REGION,
        "filter": {"type": "object", "properties": {"n": {"type": "integer", "x-mcp-header": "N"}}},
    }
    tool, rules = tool_of({"inputSchema": {"type": "object", "properties": properties}})
    assert rules == []
    assert tool.header_parameters == (("region", "Mcp-Param-Region"), ("filter.n", "Mcp-Param-N"))


@pytest.mark.parametrize(
    "properties",
    [
        {"a": {**REGION, "type": "object"}},
        {"a": {**REGION, "x-mcp-header": "bad name"}},
        {"a": {**REGION, "x-mcp-header": 7}},
        {"a": REGION, "b": {**REGION, "x-mcp-header": "REGION"}},
        {"a": {"type": "array", "items": {"type": "object", "properties": {"b": REGION}}}},
        {"a": {"anyOf": [REGION, {"type": "null"}]}},
    ],
)
def test_what_makes_clients_drop_a_tool(properties: dict[str, Any]) -> None:
    _, rules = tool_of({"inputSchema": {"type": "object", "properties": properties}})
    assert rules == ["header-parameter-invalid"]
