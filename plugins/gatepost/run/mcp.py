"""What stands for `mcp` in a page: a client of MCP over streamable HTTP, without what servers ask of a client."""

from __future__ import annotations

import json
from typing import Any

from gatepost.run.events import data_of
from gatepost.run.httpx import AsyncClient, Response
from gatepost.run.things import Thing, thing

VERSION = "2025-11-25"
_ACCEPT = "application/json, text/event-stream"


class McpError(Exception):
    """An error that the server answered with; `error` has its code, message and data."""

    def __init__(self, error: dict[str, Any]) -> None:
        super().__init__(error.get("message", "The server refused."))
        self.error = thing(error)


class Result(Thing):
    """What a tool gave: `content` for people, `structured_content` as plain values where the tool declares them."""

    @property
    def structured_content(self) -> Any:
        """The values, plain; None without any."""
        return self._members.get("structuredContent")


class Transport:
    """An address, and the HTTP client that asks it."""

    def __init__(self, url: str, http_client: AsyncClient | None = None) -> None:
        self.url, self.http = url, http_client or AsyncClient()


def streamable_http_client(url: str, *, http_client: AsyncClient | None = None) -> Transport:
    """Return the way to a server."""
    return Transport(url, http_client)


class Client:
    """One connection to a server: `async with Client(url) as client`."""

    def __init__(self, server: str | Transport, **options: Any) -> None:
        self._transport = server if isinstance(server, Transport) else Transport(server)
        self._headers: dict[str, str] = {}
        self._number = 0
        self.initialize_result: Any = None

    async def __aenter__(self) -> Client:
        about = {"name": "gatepost-sample", "version": "1"}
        params = {"protocolVersion": VERSION, "capabilities": {}, "clientInfo": about}
        self.initialize_result = thing(await self._ask("initialize", params))
        self._headers["mcp-protocol-version"] = self.initialize_result.protocol_version or VERSION
        await self._post({"jsonrpc": "2.0", "method": "notifications/initialized"})
        return self

    async def __aexit__(self, *_: object) -> None:
        pass

    async def call_tool(self, name: str, arguments: dict[str, Any] | None = None, **options: Any) -> Any:
        """Call a tool; an error of the tool is a result whose `is_error` is true. Raises McpError."""
        return Result(await self._ask("tools/call", {"name": name, "arguments": arguments or {}}))

    async def get_prompt(self, name: str, arguments: dict[str, str] | None = None) -> Any:
        """Get a prompt. Raises McpError."""
        return thing(await self._ask("prompts/get", {"name": name, "arguments": arguments or {}}))

    async def read_resource(self, uri: str) -> Any:
        """Read a resource. Raises McpError."""
        return thing(await self._ask("resources/read", {"uri": str(uri)}))

    async def list_tools(self, cursor: str | None = None) -> Any:
        """List tools, one page. Raises McpError."""
        return await self._list("tools/list", cursor)

    async def list_prompts(self, cursor: str | None = None) -> Any:
        """List prompts, one page. Raises McpError."""
        return await self._list("prompts/list", cursor)

    async def list_resources(self, cursor: str | None = None) -> Any:
        """List resources, one page. Raises McpError."""
        return await self._list("resources/list", cursor)

    async def list_resource_templates(self, cursor: str | None = None) -> Any:
        """List templates of resources, one page. Raises McpError."""
        return await self._list("resources/templates/list", cursor)

    async def _list(self, method: str, cursor: str | None) -> Any:
        return thing(await self._ask(method, {"cursor": cursor} if cursor else {}))

    async def _ask(self, method: str, params: dict[str, Any]) -> dict[str, Any]:
        self._number += 1
        number = self._number
        response = await self._post({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
        if session := response.headers.get("mcp-session-id"):
            self._headers["mcp-session-id"] = session
        async for message in _messages(response):
            if message.get("id") != number or "method" in message:
                continue
            if "error" in message:
                raise McpError(message["error"])
            return dict(message["result"])
        response.raise_for_status()
        raise McpError({"message": f"The server closed the connection before it answered {method}."})

    async def _post(self, message: dict[str, Any]) -> Response:
        headers = {**self._headers, "accept": _ACCEPT}
        transport = self._transport
        return await transport.http._ask("POST", transport.url, json=message, headers=headers)


async def _messages(response: Response) -> Any:
    """Yield the messages of an answer: of a stream each, else the one."""
    if "text/event-stream" in response.headers.get("content-type", ""):
        async for data in data_of(response.iter_lines().__aiter__()):
            yield json.loads(data)
        return
    body = await response.aread()
    if "json" in response.headers.get("content-type", "") and body:
        yield json.loads(body)


__all__ = ["Client", "McpError", "Thing", "Transport", "streamable_http_client"]
