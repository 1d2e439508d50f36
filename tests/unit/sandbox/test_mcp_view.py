from types import ModuleType
from typing import Any

import pytest

from gatepost.sandbox import SandboxError
from gatepost.sandbox.mcp import McpServer, tool
from gatepost.sandbox.mcp_view import collect, tools_of
from tests.unit.sandbox.mcp_things import ask, behaviour, made


def test_all_servers_together_have_prefixed_names() -> None:
    client = made()
    names = [one["name"] for one in ask(client, "tools/list", path="/mcp")["tools"]]
    assert names[:2] + names[-1:] == ["paint_mix", "paint_choose", "shop_order"]
    assert [one["name"] for one in ask(client, "prompts/list", path="/mcp")["prompts"]] == ["paint_plan"]


def test_capabilities_are_those_of_what_is_there() -> None:
    client = made()
    found = ask(client, "server/discover")
    assert found["capabilities"] == {"tools": {}, "prompts": {}, "resources": {}, "completions": {}}
    assert (found["supportedVersions"][0], found["instructions"]) == ("2026-07-28", "Stir first.")
    assert found["_meta"]["io.modelcontextprotocol/serverInfo"] == {"name": "paint", "title": "Paint", "version": "2.0"}
    assert ask(client, "server/discover", path="/mcp/shop")["capabilities"] == {"tools": {}}


def test_a_tool_of_no_server_and_two_of_one_name_are_refused() -> None:
    lost = ModuleType("lost")
    lost.fly = tool("air", title="Fly")(lambda call: "")  # type: ignore[attr-defined]
    with pytest.raises(SandboxError, match="declared for the MCP server 'air', which no module declares"):
        collect([lost])
    twice = ModuleType("twice")
    vars(twice).update(air=McpServer("air", "Air"))
    vars(twice).update({f"f{n}": tool("air", title="Fly", name="fly")(lambda call: "") for n in range(2)})
    with pytest.raises(SandboxError, match="declares 'fly' twice"):
        collect([twice])


def test_the_tools_of_a_module_are_in_their_order() -> None:
    assert [one.name for one in tools_of(behaviour())] == ["mix", "choose", "dry", "spill", "lie", "order"]


@pytest.mark.parametrize("schemas", [{"input_schema": {}}, {"output_schema": {"type": "object", "$ref": "#/$defs/x"}}])
def test_a_tool_whose_schema_cannot_be_used_is_refused_at_the_start(schemas: Any) -> None:
    module = ModuleType("unsound")
    vars(module).update(
        air=McpServer("air", "Air"), fly=tool("air", title="Fly", name="fly", **schemas)(lambda call: "")
    )
    with pytest.raises(SandboxError, match="A schema of the tool 'fly' of 'air' cannot be used"):
        collect([module])
