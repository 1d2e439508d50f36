"""A server in the configuration of the agents that people use."""

from collections.abc import Iterator, Mapping
from typing import Any

from gatepost.model.mcp_server import McpServer
from gatepost.model.schema import Json
from gatepost.render.mcp_samples.forms import Form, McpSample, json_form, marked_form
from gatepost.render.mcp_samples.request import TOKEN
from gatepost.render.samples.json_text import pretty
from gatepost.render.samples.literals import shell
from gatepost.render.samples.marks import inner, slot
from gatepost.render.slugs import slug

NO_URL = "https://YOUR-GATEWAY/mcp"
"""What a reader has to replace where nobody said where the server answers."""


def agents(server: McpServer) -> tuple[McpSample, ...]:
    """Return how to add a server to each agent."""
    name, url = agent_name(server), server.url or NO_URL
    return (
        McpSample("claude-code", "Claude Code", (_claude(server, name, url),)),
        McpSample("cursor", "Cursor", (json_form(pretty(_cursor(server, name, url))),)),
        McpSample("vs-code", "VS Code", (json_form(pretty(_vs_code(server, name, url))),)),
        McpSample("mcp-json", "mcp.json", (json_form(pretty(_generic(server, name, url))),)),
    )


PLACES = {
    "claude-code": "In a terminal",
    "cursor": ".cursor/mcp.json",
    "vs-code": ".vscode/mcp.json",
    "mcp-json": "mcp.json of most other agents",
}
"""Where each belongs."""


def agents_text(server: McpServer) -> str:
    """Return the generic configuration."""
    return pretty(_generic(server, agent_name(server), server.url or NO_URL))


def configuration(server: McpServer) -> McpSample:
    """Return the generic configuration as a sample for pages of tools."""
    return McpSample("agent", "Agent", (json_form(agents_text(server)),))


def agent_name(server: McpServer) -> str:
    """Return what an agent shall call a server."""
    return slug(server.id) or "server"


def _claude(server: McpServer, name: str, url: str) -> Form:
    parts = ["claude mcp add --transport http", shell(name), _word(url)]
    options = [
        f"--header {inner(chr(34) + header + ': ' + _value(header, '$' + TOKEN) + chr(34))}"
        for header in server.authentication.headers
    ]
    return marked_form(slot(" \\\n  ".join([" ".join(parts), *options])), "bash")


def _word(value: str) -> str:
    word = shell(value)
    return word if word == value else inner(word)


def _cursor(server: McpServer, name: str, url: str) -> Json:
    return {"mcpServers": {name: {"url": url, **_headers(server, f"${{env:{TOKEN}}}")}}}


def _vs_code(server: McpServer, name: str, url: str) -> Json:
    entry = {"type": "http", "url": url, **_headers(server, "${input:mcp-token}")}
    found: dict[str, Any] = {"servers": {name: entry}}
    if "headers" in entry:
        asked = {"type": "promptString", "id": "mcp-token", "description": f"Token for {name}", "password": True}
        found["inputs"] = [asked]
    return found


def _generic(server: McpServer, name: str, url: str) -> Json:
    return {"mcpServers": {name: {"type": "http", "url": url, **_headers(server, f"${{{TOKEN}}}")}}}


def _headers(server: McpServer, variable: str) -> Mapping[str, Json]:
    headers = dict(_values(server, variable))
    return {"headers": headers} if headers else {}


def _values(server: McpServer, variable: str) -> Iterator[tuple[str, str]]:
    for name in server.authentication.headers:
        yield name, _value(name, variable)


def _value(header: str, variable: str) -> str:
    return f"Bearer {variable}" if header.lower() == "authorization" else variable
