"""How gateways list their MCP servers."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

import msgspec

from gatepost.errors import SnapshotError
from gatepost.model.schema import Json

Get = Callable[[str], Json]
"""Returns the JSON at a path of the gateway. Raises SnapshotError."""


class ListedServer(msgspec.Struct, frozen=True):
    """One MCP server of a gateway: its name, and the path below the gateway's URL where it answers."""

    id: str
    path: str
    title: str = ""
    virtual_of: tuple[str, ...] = ()


Preset = Callable[[Get], list[ListedServer]]
"""Lists the servers of one kind of gateway."""

_ALL = "all"
_FACTS = ("originalName", "gatewaySlug", "tags", "enabled", "deprecated")


def litellm(get: Get) -> list[ListedServer]:
    """LiteLLM: `/mcp` joins all servers, each answers at `/<name>/mcp`, toolsets (with a database) are virtual."""
    found = [ListedServer(_ALL, "/mcp")]
    for entry in _entries(get("/v1/mcp/server")):
        name = str(entry.get("alias") or entry.get("server_name") or "")
        if name:
            found.append(ListedServer(name, f"/{quote(name, safe='')}/mcp", virtual_of=(_ALL,)))
    for entry in _entries(_if_there(get, "/v1/mcp/toolset")):
        name = str(entry.get("toolset_name") or "")
        if name:
            found.append(ListedServer(name, f"/toolset/{quote(name, safe='')}/mcp", virtual_of=(_ALL,)))
    return _once(found)


def contextforge(get: Get) -> list[ListedServer]:
    """ContextForge: `/mcp` joins all tools, each virtual server answers at `/servers/<uuid>/mcp`."""
    found = [ListedServer(_ALL, "/mcp")]
    for entry in _entries(get("/v1/servers")):
        identity, name = entry.get("id"), str(entry.get("name") or "")
        if identity and name and entry.get("enabled", entry.get("isActive", True)):
            path = f"/servers/{quote(str(identity), safe='')}/mcp"
            found.append(ListedServer(name, path, virtual_of=(_ALL,)))
    return _once(found)


def contextforge_tools(get: Get) -> dict[str, dict[str, Json]]:
    """What ContextForge's own list has of each tool beyond MCP, by the name that MCP clients see.

    Only what a reader can use: the list also has who made a tool, from which address, and where it is called.
    """
    listed = _entries(_if_there(get, "/v1/tools?limit=0"))
    facts = {str(entry.get("name", "")): {key: entry[key] for key in _FACTS if key in entry} for entry in listed}
    return {name: found for name, found in facts.items() if name and found}


def bifrost(get: Get) -> list[ListedServer]:
    """Bifrost: one stateless `/mcp`, whose tools depend on the virtual key that is sent."""
    return [ListedServer(_ALL, "/mcp")]


PRESETS: Mapping[str, Preset] = {"bifrost": bifrost, "contextforge": contextforge, "litellm": litellm}
"""Presets by name."""

TOOL_FACTS: Mapping[str, Callable[[Get], Mapping[str, dict[str, Json]]]] = {"contextforge": contextforge_tools}
"""What a gateway's own list says of its tools, by preset; it is noted as `gateway` of each tool."""


def _if_there(get: Get, path: str) -> Json:
    try:
        return get(path)
    except SnapshotError:  # a feature that this installation does not have
        return []


def _entries(answer: Json) -> Iterator[dict[str, Any]]:
    """The objects of a list that may stand under `data`, `servers`, `tools` or `items`."""
    if isinstance(answer, dict):
        answer = next((answer[key] for key in ("data", "servers", "items", "tools", "toolsets") if key in answer), [])
    return (entry for entry in answer if isinstance(entry, dict)) if isinstance(answer, list) else iter(())


def _once(servers: list[ListedServer]) -> list[ListedServer]:
    """Each name once: names are what a reader knows, so a second one of a name is left out."""
    return list({server.id: server for server in reversed(servers)}.values())[::-1]
