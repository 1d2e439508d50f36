"""Samples of MCP requests: what each era and language needs, and that programs can be read."""

import ast
import json
import shlex
from pathlib import Path
from typing import Any

import msgspec
import pytest

from gatepost.model.mcp_server import McpAuthentication, McpServer
from gatepost.render.mcp_samples import McpSample, agents, mcp_samples, request_of
from gatepost.render.mcp_samples.forms import json_html
from gatepost.render.mcp_samples.request import header_value
from tests.unit.render.mcp_things import TOOL, servers_of, snapshot


@pytest.fixture
def server(tmp_path: Path) -> McpServer:
    schema = {
        "type": "object",
        "properties": {"city": {"type": "string", "const": "Zürich's", "x-mcp-header": "City"}},
        "required": ["city"],
    }
    (found,) = servers_of(tmp_path, weather=snapshot({**TOOL, "inputSchema": schema}))
    return msgspec.structs.replace(found, url="https://gateway.example/mcp")


def texts(samples: tuple[McpSample, ...]) -> dict[tuple[str, str], str]:
    return {(sample.language, form.era): form.text for sample in samples for form in sample.forms}


def secured(server: McpServer) -> McpServer:
    return msgspec.structs.replace(server, authentication=McpAuthentication(headers=("Authorization",)))


def body_of(command: list[str]) -> Any:
    return json.loads(command[command.index("-d") + 1])


def test_the_modern_era_takes_one_command_with_its_headers(server: McpServer) -> None:
    found = texts(mcp_samples(request_of(server.tools[0], server)))
    command = shlex.split(found["curl", "modern"])
    headers = dict(command[i + 1].split(": ", 1) for i, word in enumerate(command) if word == "-H")
    assert command.count("curl") == 1 and command[1] == "https://gateway.example/mcp"
    assert headers["MCP-Protocol-Version"] == "2026-07-28"
    assert (headers["Mcp-Method"], headers["Mcp-Name"]) == ("tools/call", "get_forecast")
    assert headers["Mcp-Param-City"].startswith("=?base64?")
    body = body_of(command)
    assert body["params"]["arguments"] == {"city": "Zürich's"}
    assert body["params"]["_meta"]["io.modelcontextprotocol/protocolVersion"] == "2026-07-28"
    assert json.loads(found["json-rpc", "modern"]) == body


def test_the_older_era_takes_three_with_a_session(server: McpServer) -> None:
    text = texts(mcp_samples(request_of(server.tools[0], server)))["curl", "legacy"]
    assert text.count("curl ") == 3 and "_meta" not in text
    assert [text.index(word) for word in ('"initialize"', "notifications/initialized", '"tools/call"')] == sorted(
        text.index(word) for word in ('"initialize"', "notifications/initialized", '"tools/call"')
    )
    assert text.count("Mcp-Session-Id: $session") == 2


@pytest.mark.parametrize("has_url", [True, False])
@pytest.mark.parametrize("is_secured", [True, False])
def test_python_samples_are_python(server: McpServer, has_url: bool, is_secured: bool) -> None:
    given = secured(server) if is_secured else server
    given = given if has_url else msgspec.structs.replace(given, url="")
    source = texts(mcp_samples(request_of(given.tools[0], given)))["python", ""]
    tree = ast.parse(source)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    (call,) = [node for node in calls if isinstance(node.func, ast.Attribute) and node.func.attr == "call_tool"]
    assert [ast.literal_eval(argument) for argument in call.args] == ["get_forecast", {"city": "Zürich's"}]
    assert ("MCP_TOKEN" in source) is is_secured and ("MCP_URL" in source) is not has_url


def test_a_secret_is_never_in_a_sample_but_as_a_variable(server: McpServer) -> None:
    given = secured(server)
    for sample in (*mcp_samples(request_of(given.tools[0], given)), *agents(given)):
        for form in sample.forms:
            if sample.language != "json-rpc":
                assert "MCP_TOKEN" in form.text or "input:mcp-token" in form.text


def test_what_the_server_speaks_comes_first(server: McpServer) -> None:
    request = request_of(server.tools[0], server)
    assert [form.era for form in mcp_samples(request, ("legacy",))[1].forms] == ["legacy", "modern"]
    assert [form.era for form in mcp_samples(request)[1].forms] == ["modern", "legacy"]


def test_agents_get_their_own_files(server: McpServer) -> None:
    found = texts(agents(secured(server)))
    assert shlex.split(found["claude-code", ""])[:7] == [
        "claude", "mcp", "add", "--transport", "http", "weather", "https://gateway.example/mcp",
    ]  # fmt: skip
    assert json.loads(found["vs-code", ""])["servers"]["weather"]["type"] == "http"
    assert json.loads(found["vs-code", ""])["inputs"][0]["password"] is True
    for name in ("cursor", "mcp-json"):
        entry = json.loads(found[name, ""])["mcpServers"]["weather"]
        assert entry["url"] == "https://gateway.example/mcp" and entry["headers"]["Authorization"].startswith(
            "Bearer $"
        )


@pytest.mark.parametrize(("value", "sent"), [("plain", "plain"), ("é", "=?base64?w6k=?="), (" a", "=?base64?IGE=?=")])
def test_values_of_headers_are_plain_or_base64(value: str, sent: str) -> None:
    assert header_value(value) == sent


def test_json_is_coloured_and_escaped() -> None:
    html = json_html('{"a<b": "x\\"y", "n": -1.5e3, "t": true}')
    assert '<span class=nt>"a&lt;b"</span>:' in html and '<span class=s>"x\\"y"</span>' in html
    assert "<span class=m>-1.5e3</span>" in html and "<span class=kc>true</span>" in html
