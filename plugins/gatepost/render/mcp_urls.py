"""Pages of MCP servers: `mcp/<server>/tools/<tool>/`, prompts and resources likewise."""

from collections.abc import Iterable, Mapping

from gatepost.model.address import Address
from gatepost.model.mcp_server import McpServer
from gatepost.render.slugs import assign, slug

FOLDER = "mcp"
MCP = Address("index", "mcp")
"""The index of all servers."""


def mcp_paths(servers: Iterable[McpServer]) -> Mapping[tuple[str, str], str]:
    """Return the page of each address, by kind and name; paths are relative to the root of the site."""
    every = tuple(servers)
    if not every:
        return {}
    paths = {(MCP.kind, MCP.name): f"{FOLDER}/"}
    for name, own in assign({server.id: slug(server.id) for server in every}).items():
        paths["mcp", name] = f"{FOLDER}/{own}/"
    for server in every:
        below = paths["mcp", server.id]
        for folder, addresses in _listed(server).items():
            slugs = assign({address.name: slug(address.name.partition("/")[2]) for address in addresses})
            for address in addresses:
                paths[address.kind, address.name] = f"{below}{folder}/{slugs[address.name]}/"
    return paths


def _listed(server: McpServer) -> dict[str, list[Address]]:
    return {
        "tools": [tool.address for tool in server.tools],
        "prompts": [prompt.address for prompt in server.prompts],
        "resources": [*(one.address for one in server.resources), *(one.address for one in server.templates)],
    }
