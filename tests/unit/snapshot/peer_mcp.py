"""A server made with the official package: both eras, stdio, or streamable HTTP on the port given."""

import sys

from mcp.server.mcpserver import MCPServer

server = MCPServer("peer", instructions="Be kind.", version="1.2")


@server.tool()
def subtract(a: int, b: int = 2) -> int:
    """Subtracts."""
    return a - b


@server.tool()
def add(a: int, b: int = 2) -> int:
    """Adds."""
    return a + b


@server.prompt()
def greet(name: str) -> str:
    """Greets."""
    return name


@server.resource("demo://text/{identity}")
def text(identity: str) -> str:
    """A text."""
    return identity


if __name__ == "__main__":
    if sys.argv[1] == "stdio":
        server.run()
    else:
        server.run("streamable-http", port=int(sys.argv[1]))
