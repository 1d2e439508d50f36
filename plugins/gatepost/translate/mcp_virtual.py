"""Virtual servers: which tools of which server they pass on, and which they hide."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from gatepost.model.address import Address
from gatepost.model.mcp_server import McpServer
from gatepost.model.problem import Problem
from gatepost.model.tool import Tool

_SEPARATORS = ("__", "-", "_", ".", "/")
"""What gateways put between the name of a server and that of its tool (GATEWAYS: four in use)."""


def with_views(servers: Sequence[McpServer], problems: list[Problem]) -> tuple[McpServer, ...]:
    """Return the servers, virtual ones with the origin of their tools and with what they expose and hide."""
    by_id = {server.id: server for server in servers}
    return tuple(_view(server, by_id, problems) if server.virtual_of else server for server in servers)


def _view(server: McpServer, by_id: Mapping[str, McpServer], problems: list[Problem]) -> McpServer:
    wholes = []
    for name in server.virtual_of:
        if name in by_id and name != server.id:
            wholes.append(by_id[name])
        else:
            message = (
                f"'{server.id}' is said to be a part of '{name}', which is no server of this site. Correct the id."
            )
            problems.append(
                Problem(rule="virtual-of-unknown", severity="warning", message=message, source=server.source)
            )
    origins = {tool.key: _origin(tool, wholes) for tool in server.tools}
    exposed = [origin for origin in origins.values() if origin is not None]
    every = [tool.address for whole in wholes for tool in whole.tools]
    return msgspec.structs.replace(
        server,
        tools=tuple(msgspec.structs.replace(tool, origin=origins[tool.key]) for tool in server.tools),
        exposed=tuple(address for address in every if address in exposed),
        hidden=tuple(address for address in every if address not in exposed),
    )


def _origin(tool: Tool, wholes: Sequence[McpServer]) -> Address | None:
    """The tool of one of the whole servers that this one passes on: by name, else by name without the prefix."""
    for whole in wholes:
        for name in _names(tool.name, whole):
            for other in whole.tools:
                if name == _plain(other.name):
                    return other.address
    return None


def _names(name: str, whole: McpServer) -> Iterator[str]:
    yield _plain(name)
    for prefix in (whole.id, whole.name):
        for separator in _SEPARATORS:
            if prefix and name.startswith(prefix + separator):
                yield _plain(name[len(prefix) + len(separator) :])


def _plain(name: str) -> str:
    """A gateway may turn `get_forecast` into `get-forecast`."""
    return name.lower().replace("_", "-")
