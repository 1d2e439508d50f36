"""One request of the protocol, before it is written in any language."""

from base64 import b64encode
from collections.abc import Mapping
from typing import Any

import msgspec

from gatepost.model.mcp_server import McpServer
from gatepost.model.prompt import Prompt
from gatepost.model.resource import Resource, ResourceTemplate
from gatepost.model.schema import Json
from gatepost.model.tool import Tool
from gatepost.render.mcp_samples.forms import LEGACY_VERSION, MODERN_VERSION
from gatepost.render.mcp_samples.uri_template import filled

TOKEN = "MCP_TOKEN"  # noqa: S105 (the name of a variable)
URL = "MCP_URL"
_META = "io.modelcontextprotocol/"

Listed = Tool | Prompt | Resource | ResourceTemplate


class McpRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A request to a server: `target` is the name or URI that it is about, `headers` are parameters sent as headers.

    `url` is empty where nobody said where the server answers. `credentials` are names of headers that it asks for.
    """

    method: str
    target: str
    arguments: Mapping[str, Json] | None
    url: str = ""
    credentials: tuple[str, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()

    def body(self, era: str) -> dict[str, Json]:
        """Return the JSON-RPC message in one era."""
        params: dict[str, Any] = {"uri" if self.method == "resources/read" else "name": self.target}
        if self.arguments is not None:
            params["arguments"] = dict(self.arguments)
        if era == "modern":
            params["_meta"] = {f"{_META}protocolVersion": MODERN_VERSION, f"{_META}clientCapabilities": {}}
        return {"jsonrpc": "2.0", "id": 1, "method": self.method, "params": params}

    def modern_headers(self) -> list[tuple[str, str]]:
        """Return the headers that 2026-07-28 requires beside those of HTTP."""
        own = [("MCP-Protocol-Version", MODERN_VERSION), ("Mcp-Method", self.method)]
        return [*own, ("Mcp-Name", header_value(self.target)), *self.headers]


def initialize() -> dict[str, Json]:
    """Return the first message of the handshake."""
    info: Json = {"name": "curl", "version": "1"}
    params: Json = {"protocolVersion": LEGACY_VERSION, "capabilities": {}, "clientInfo": info}
    return {"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": params}


def request_of(listed: Listed, server: McpServer) -> McpRequest:
    """Return the request that uses a tool, prompt or resource."""
    known = server.authentication
    credentials = known.headers or (("Authorization",) if known.is_declared else ())
    if isinstance(listed, Tool):
        found = listed.example_arguments
        arguments: dict[str, Any] = found if isinstance(found, dict) else {}
        headers = [(header, _found(arguments, path)) for path, header in listed.header_parameters]
        sent = tuple((header, header_value(_written(value))) for header, value in headers if value is not None)
        return McpRequest(
            method="tools/call",
            target=listed.name,
            arguments=arguments,
            url=server.url,
            credentials=credentials,
            headers=sent,
        )
    if isinstance(listed, Prompt):
        wanted = (argument for argument in listed.arguments if argument.required or argument.example)
        values = {argument.name: argument.example or f"<{argument.name}>" for argument in wanted}
        return McpRequest(
            method="prompts/get", target=listed.name, arguments=values, url=server.url, credentials=credentials
        )
    uri = listed.uri if isinstance(listed, Resource) else filled(listed.uri_template, listed.examples)
    return McpRequest(method="resources/read", target=uri, arguments=None, url=server.url, credentials=credentials)


def header_value(value: str) -> str:
    """Return a value as it may stand in a header: in Base64 where it is not plain ASCII (MCP 2026-07-28, headers)."""
    if value.isascii() and value.isprintable() and value == value.strip():
        return value
    return f"=?base64?{b64encode(value.encode('utf-8', 'surrogatepass')).decode()}?="


def _found(arguments: Mapping[str, Any], path: str) -> Json:
    """Return the argument at a path such as `filter.region`; None where it is not in the example."""
    value: Any = arguments
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _written(value: Json) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
