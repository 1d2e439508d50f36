"""What the console is told of tools, prompts, resources and templates."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from gatepost.model.contract import Contract
from gatepost.model.mcp_server import McpServer
from gatepost.render.mcp_contracts import mcp_contract
from gatepost.render.mcp_samples import request_of
from gatepost.settings import McpInput
from tests.unit.render.mcp_things import TOOL, pages_of, servers_of, snapshot


def server_of(
    folder: Path, *tools: dict[str, Any], url: str = "https://gw.example/team/mcp?v=1", **more: Any
) -> McpServer:
    (server,) = servers_of(folder, weather=snapshot(*(tools or (TOOL,)), **more))
    return msgspec.structs.replace(server, url=url)


def tool_contract(folder: Path, tool: dict[str, Any], **more: Any) -> Contract:
    server = server_of(folder, tool, **more)
    return mcp_contract(server.tools[0], server)


def test_a_tool_is_a_body_of_its_arguments(tmp_path: Path) -> None:
    output = {"type": "object", "properties": {"note": {"$ref": "#/$defs/Note"}}, "$defs": {"Note": {"type": "string"}}}
    contract = tool_contract(tmp_path, {**TOOL, "outputSchema": output})
    assert contract.mcp is not None
    assert (contract.mcp.kind, contract.mcp.name, contract.mcp.risk) == ("tool", "get_forecast", "reads")
    assert (contract.method, contract.path) == ("POST", "/team/mcp?v=1")
    assert [server.url for server in contract.servers] == ["https://gw.example"]
    (body,) = contract.bodies
    assert body.schema["properties"]["city"]["type"] == "string"
    (name,) = contract.defs
    assert contract.mcp.output_schema["properties"]["note"] == {"$ref": f"#/$defs/{name}"}


@pytest.mark.parametrize("schema", [{"type": "object"}, {"type": "object", "additionalProperties": False}])
def test_a_tool_without_arguments_has_no_form(tmp_path: Path, schema: dict[str, Any]) -> None:
    assert tool_contract(tmp_path, {**TOOL, "inputSchema": schema}).bodies == ()


def test_what_is_not_declared_is_not_taken_for_harmless(tmp_path: Path) -> None:
    bare = {key: value for key, value in TOOL.items() if key != "annotations"}
    contract = tool_contract(tmp_path, bare)
    assert contract.mcp is not None and contract.mcp.risk == "undeclared"


def test_prompts_and_templates_have_their_values_as_parameters(tmp_path: Path) -> None:
    server = server_of(
        tmp_path,
        prompts=[{"name": "ask", "arguments": [{"name": "topic", "required": True}, {"name": "tone"}]}],
        resources=[{"uri": "w://all", "name": "all"}],
        resourceTemplates=[{"uriTemplate": "w://{city}/{+day}", "name": "day"}],
        serverCapabilities={"completions": {}},
    )
    prompt = mcp_contract(server.prompts[0], server)
    assert [(one.name, one.location, one.required) for one in prompt.parameters] == [
        ("topic", "argument", True),
        ("tone", "argument", False),
    ]
    template = mcp_contract(server.templates[0], server)
    assert [one.name for one in template.parameters] == ["city", "day"]
    assert template.mcp is not None and template.mcp.completes
    resource = mcp_contract(server.resources[0], server)
    assert resource.mcp is not None and (resource.mcp.kind, resource.mcp.name) == ("resource", "w://all")
    assert resource.parameters == () and resource.bodies == ()


def test_keys_are_those_the_snapshot_needed_else_both_ways_are_offered(tmp_path: Path) -> None:
    open_to_all = tool_contract(tmp_path, TOOL)
    assert [[use.key for use in uses] for uses in open_to_all.security] == [[], ["Authorization"]]
    closed = tool_contract(tmp_path, TOOL, authentication={"headers": ["Authorization", "X-Team"]})
    assert [[use.key for use in uses] for uses in closed.security] == [["Authorization", "X-Team"]]
    assert closed.schemes["X-Team"].location == "header"


def test_without_a_url_the_server_is_looked_for_by_its_id(tmp_path: Path) -> None:
    contract = tool_contract(tmp_path, TOOL, url="")
    assert (contract.servers, contract.path) == ((), "/mcp/weather")


def test_every_page_that_can_be_called_has_a_contract(tmp_path: Path) -> None:
    server = server_of(tmp_path, prompts=[{"name": "ask"}], resources=[{"uri": "w://all", "name": "all"}])
    reference = pages_of([server])
    kinds = {outline.kind: reference.page(outline.path).contract is not None for outline in reference.outlines}
    assert {kind for kind, has in kinds.items() if has} == {"tool", "prompt", "resource", "server"}
    contract = reference.page("mcp/weather/").contract
    assert contract is not None and contract.mcp is not None
    listed = {"tools": ("get_forecast",), "prompts": ("ask",), "resources": ("w://all",)}
    assert (contract.mcp.kind, contract.mcp.listed) == ("server", listed)


def test_values_of_the_configuration_are_in_the_form_and_in_the_samples(tmp_path: Path) -> None:
    lists = {
        "prompts": [{"name": "review", "arguments": [{"name": "number", "required": True}, {"name": "tone"}]}],
        "resourceTemplates": [{"name": "file", "uriTemplate": "quarry://{owner}/{+path}"}],
    }
    given = {"review": {"number": "42"}, "file": {"owner": "atlas", "path": "a/b.md"}}
    (server,) = servers_of(tmp_path, [McpInput(path="quarry.json", examples=given)], quarry=snapshot(**lists))
    contracts = [mcp_contract(one, server) for one in (*server.prompts, *server.templates)]
    assert [[one.example for one in contract.parameters] for contract in contracts] == [
        ["42", None],
        ["atlas", "a/b.md"],
    ]
    assert request_of(server.prompts[0], server).arguments == {"number": "42"}
    assert request_of(server.templates[0], server).target == "quarry://atlas/a/b.md"
