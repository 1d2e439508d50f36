"""A server made with FastMCP, over stdio."""

from fastmcp import FastMCP

server = FastMCP("fast", instructions="Be kind.", version="1.2")


@server.tool
def add(a: int, b: int = 2) -> int:
    """Adds."""
    return a + b


if __name__ == "__main__":
    server.run(show_banner=False)
