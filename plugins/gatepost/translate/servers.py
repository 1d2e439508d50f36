"""Where a gateway answers."""

import re

from gatepost.model.server import Server, ServerVariable
from gatepost.translate.node import Node, url_scheme

# Browsers take any number of slashes after a scheme, of either kind, and what follows for the host.
_CREDENTIALS = re.compile(r"(?://|^[a-z][a-z0-9+.-]*:[/\\]*)[^/?#]*@", re.IGNORECASE)


def servers(node: Node) -> tuple[Server, ...]:
    """Return the `servers` of a description, path item or operation that can be shown and called."""
    found = (server(child) for child in node.elements("servers"))
    return tuple(server for server in found if server is not None)


def server(node: Node) -> Server | None:
    """Return one server; None, with a problem, when its URL is not one to call (OpenAPI 3.1, 4.8.5)."""
    if type(node.value) is not dict:
        node.wrong_type("an object")
        return None
    built = Server(
        url=node.text("url"),
        name=node.text("name"),
        description=node.text("description"),
        variables=tuple(_variable(name, child) for name, child in node.entries("variables")),
        source=node.source,
    )
    if reason := _refusal(built):
        here = node.get("url") or node
        here.report("unsafe-server", f"Server '{built.url[:200]}' {reason}; it was left out.")
        return None
    return built


def _refusal(server: Server) -> str:
    """Why a server's URL is not taken, empty when it is."""
    if not server.url:
        return "has no URL"
    for url in (server.url, server.default_url):
        if url_scheme(url) not in ("", "http", "https"):
            return "is neither http nor https"
        if url.startswith(("//", "\\\\", "/\\")):
            return "names a host without a scheme"
        if _CREDENTIALS.search(url):
            return "has credentials in it"
    return ""


def _variable(name: str, node: Node) -> ServerVariable:
    if type(node.value) is not dict:
        node.wrong_type("an object")
        return ServerVariable(name=name)
    default = node.value.get("default", "")
    return ServerVariable(
        name=name,
        default=str(default) if type(default) in (int, float) else node.text("default"),
        enum=node.texts("enum"),
        description=node.text("description"),
    )
