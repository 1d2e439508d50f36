"""What a server must allow before a page of another origin can call it."""

from gatepost.model.mcp_server import McpServer

ORIGIN = "https://docs.example.com"
"""In place of the origin of the site, which the reference does not know."""


def cors_lines(server: McpServer) -> tuple[tuple[str, str], ...]:
    """Return the headers that make a server callable from a browser, for the eras, keys and tools that it has.

    The specification of MCP says nothing of CORS; these are the headers that its transports use.
    """
    legacy = "legacy" in server.eras or not server.eras
    modern = "modern" in server.eras or not server.eras
    known = server.authentication
    keys = known.headers or ("authorization",)
    sent = ["content-type", "accept", *keys, "mcp-protocol-version"]
    sent += ["mcp-session-id", "last-event-id"] if legacy else []
    sent += ["mcp-method", "mcp-name"] if modern else []
    sent += [header for tool in server.tools for _, header in tool.header_parameters] if modern else []
    shown = [*(["mcp-session-id"] if legacy else []), "mcp-protocol-version", "www-authenticate"]
    methods = "POST, GET, DELETE, OPTIONS" if legacy else "POST, OPTIONS"
    return (
        ("Access-Control-Allow-Origin", ORIGIN),
        ("Access-Control-Allow-Methods", methods),
        ("Access-Control-Allow-Headers", ", ".join(dict.fromkeys(name.lower() for name in sent))),
        ("Access-Control-Expose-Headers", ", ".join(shown)),
    )


def cors_text(server: McpServer) -> str:
    """Return the same as lines to copy."""
    return "\n".join(f"{name}: {value}" for name, value in cors_lines(server))
