"""The part of the site below `mcp/`: which pages there are, how each is made, and when it changes."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from hashlib import blake2b
from itertools import chain
from typing import Any

import msgspec

from gatepost.errors import ConfigurationError
from gatepost.model.insight import Insights
from gatepost.model.mcp_server import McpServer
from gatepost.model.operation import Operation
from gatepost.model.page import Outline, Page
from gatepost.model.schema import Json
from gatepost.model.tool import Tool
from gatepost.render.context import Context
from gatepost.render.mcp_site import Listed, McpSite
from gatepost.render.mcp_urls import FOLDER, MCP
from gatepost.render.prompt_page import prompt_page, resource_page
from gatepost.render.server_page import ServerPages
from gatepost.render.tool_page import ToolPages

TITLE = "MCP servers"
_ENCODER = msgspec.json.Encoder(enc_hook=lambda _: None)

Planned = tuple[Outline, Callable[[], Page], Callable[[], bytes]]
"""A page before it is rendered: what is known of it, how it is made, and the key that changes exactly when it does."""


class McpPages:
    """Pages of all servers of a gateway."""

    def __init__(self, context: Context, insights: Insights) -> None:
        if context.gateway.mcp_servers and context.settings.path == FOLDER:
            raise ConfigurationError(
                f"gatepost/reference: path: '{FOLDER}' is the folder of the MCP servers. Choose another."
            )
        self._site = McpSite(context, insights)
        self._servers, self._tools = ServerPages(self._site), ToolPages(self._site)
        self._bases: dict[str, bytes] = {}
        self._keys: dict[str, bytes] = {}

    def planned(self) -> Iterator[Planned]:
        """Yield every page in reading order; none where there are no servers."""
        site = self._site
        if not site.servers:
            return
        index = site.outline(MCP, TITLE, "index")
        yield index, partial(self._servers.index, index), self._index_key
        for server in site.servers.values():
            own = site.outline(server.address, server.display_title, "server")
            yield own, partial(self._servers.render, server, own), partial(self._server_key, server)
            for tool in server.tools:
                yield self._tool(tool, own)
            for listed in chain(*_lists(server)[1:]):
                yield self._listed(listed, own)

    def navigation(self) -> dict[str, Json]:
        """Return the files of the tree: `mcp.json` has the servers, each server's own file what it lists."""
        site, urls = self._site, self._site.context.urls
        if not site.servers:
            return {}
        top: list[dict[str, Any]] = [{"title": "Overview", "url": urls.path(MCP)}]
        files: dict[str, Json] = {}
        for server in site.servers.values():
            url = urls.path(server.address)
            name = f"mcp-{url.rstrip('/').rpartition('/')[2]}.json"
            children = list(self._branches(server))
            files[name] = {"children": children}
            title = site.title(server.display_title)
            top.append({"title": title, "url": url, "file": name, "count": len(server.tools)})
        return {"mcp.json": {"children": top}, **files}

    def texts(self) -> Mapping[str, str]:
        """Return the words of the servers about each page, for a search, by path."""
        path, servers = self._site.context.urls.path, self._site.servers.values()
        words = {path(server.address): server.description for server in servers}
        for server in servers:
            words |= {path(listed.address): listed.description for listed in chain(*_lists(server))}
        return {where: said for where, said in words.items() if said}

    def fronting(self, operation: Operation) -> list[tuple[str, str, str, str]]:
        """Return title, server, path and words on how it is known, of each tool that calls an operation."""
        site = self._site
        return [
            (
                site.title(tool.display_title),
                site.title(site.servers[tool.server].display_title),
                site.context.urls.path(tool.address),
                how,
            )
            for tool, how in site.fronting(operation)
        ]

    def _branches(self, server: McpServer) -> Iterator[dict[str, Any]]:
        yield from self._leaves(server.tools)
        _, prompts, resources, templates = _lists(server)
        for title, listed in (("Prompts", prompts), ("Resources", (*resources, *templates))):
            if listed:
                yield {"title": title, "count": len(listed), "children": list(self._leaves(listed))}

    def _leaves(self, listed: Iterable[Listed]) -> Iterator[dict[str, Any]]:
        for one in listed:
            yield {"title": self._site.title(one.display_title), "url": self._site.context.urls.path(one.address)}

    def _tool(self, tool: Tool, server: Outline) -> Planned:
        outline = self._site.outline(tool.address, tool.display_title, "tool", server.title)
        return outline, partial(self._tools.render, tool, outline), partial(self._key, tool, outline)

    def _listed(self, listed: Listed, server: Outline) -> Planned:
        kind = listed.address.kind
        outline = self._site.outline(listed.address, listed.display_title, kind, server.title)
        page: Callable[..., Page] = prompt_page if kind == "prompt" else resource_page
        return outline, partial(page, self._site, listed, outline), partial(self._key, listed, outline)

    def _key(self, listed: Listed, outline: Outline) -> bytes:
        if outline.path not in self._keys:
            self._keys[outline.path] = self._new_key(listed, outline)
        return self._keys[outline.path]

    def _new_key(self, listed: Listed, outline: Outline) -> bytes:
        """Everything a listed thing's page shows follows from its raw form, its server's facts and what is remarked."""
        digest = blake2b(self._base(listed.server), digest_size=16)
        digest.update(_encoded((listed.raw, listed.key, outline.path)))
        digest.update(_ENCODER.encode(self._site.remarks(listed.address)))
        digest.update(self._site.source(listed).encode())
        origin = self._site.tools.get(listed.origin) if isinstance(listed, Tool) and listed.origin else None
        if origin is not None:
            whole = self._site.servers[origin.server]
            digest.update(f"{whole.display_title} {self._site.context.urls.path(origin.address)}".encode())
        if isinstance(listed, Tool) and (fronts := self._site.fronted(listed)):
            operation, how = fronts
            context = self._site.context
            shown = (operation.method, context.title(operation), context.urls.path(operation.address), how)
            digest.update(repr(shown).encode())
        return digest.digest()

    def _base(self, server: str) -> bytes:
        """The facts of a server that pages of what it lists show."""
        if server not in self._bases:
            one = self._site.servers[server]
            facts = (one.id, one.display_title, one.url, one.eras, one.authentication)
            # Whether a tokenizer is installed shows on every page of a tool.
            tokenizer = self._site.insights.cost_of_server(one).tokenizer
            self._bases[server] = _ENCODER.encode((facts, tokenizer))
        return self._bases[server]

    def _server_key(self, server: McpServer) -> bytes:
        digest = blake2b(self._base(server.id), digest_size=16)
        for tool in server.tools:
            digest.update(self._tool(tool, self._site.outline(server.address, server.display_title, "server"))[2]())
        digest.update(_encoded([listed.raw for listed in chain(*_lists(server)[1:])]))
        parts = (server.instructions, server.description, server.website_url, server.name, server.version)
        facts = (server.icons, server.protocol_versions, server.capabilities, server.capture, server.extensions)
        digest.update(_encoded(parts) + _encoded(msgspec.to_builtins(facts)))
        digest.update(repr(self._site.remarks(server.address)).encode("utf-8", "surrogatepass"))
        paths = [self._site.context.urls.path(tool.address) for tool in server.tools]
        digest.update(_encoded([*self._servers.shown_elsewhere(server), *paths, self._site.source(server)]))
        return digest.digest()

    def _index_key(self) -> bytes:
        servers = self._site.servers.values()
        lines = [(one.display_title, one.description, one.virtual_of, *map(len, _lists(one))) for one in servers]
        return blake2b(_encoded(lines) + b"".join(map(self._base, self._site.servers)), digest_size=16).digest()


def _lists(server: McpServer) -> tuple[tuple[Listed, ...], ...]:
    return server.tools, server.prompts, server.resources, server.templates


def _encoded(value: Any) -> bytes:
    """Return JSON as bytes; unlike msgspec's, with unpaired surrogates, which servers do send."""
    return json.dumps(value, separators=(",", ":")).encode()
