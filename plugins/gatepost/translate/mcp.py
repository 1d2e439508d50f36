"""From snapshots to MCP servers."""

import json
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Any

from gatepost.model.document import Bundle
from gatepost.model.mcp_server import Capture, McpAuthentication, McpDocument, McpServer
from gatepost.model.problem import Problem
from gatepost.model.schema import Json
from gatepost.translate.mcp_examples import with_examples
from gatepost.translate.mcp_lists import icons, prompts, resources, templates
from gatepost.translate.mcp_tools import tools
from gatepost.translate.mcp_virtual import with_views
from gatepost.translate.node import Node, Origin

FIRST_MODERN = "2026-07-28"
"""The first version of the protocol without a handshake; versions compare as texts."""

_LISTS = ("tools", "prompts", "resources", "resourceTemplates")
_STANDARD = frozenset(
    "id title captured server serverCapabilities instructions protocolVersions authentication virtualOf".split()
).union(_LISTS, ("nextCursor", "ttlMs", "cacheScope", "resultType", "_meta"))
_IN_META = "io.modelcontextprotocol/serverInfo"


def translate_mcp(documents: Sequence[McpDocument]) -> tuple[tuple[McpServer, ...], tuple[Problem, ...]]:
    """Return the servers that the documents show, and what is wrong with them but could be passed over."""
    problems: list[Problem] = []
    servers = [_server(document, problems) for document in documents]
    return with_views(servers, problems), tuple(problems)


def _server(given: McpDocument, problems: list[Problem]) -> McpServer:
    document = given.document
    origin = Origin(Bundle(document, {document.file: document}, problems=given.problems))
    lists = Node(document.at(given.pointer), document, given.pointer, origin)
    facts = _facts(lists)
    server = McpServer(
        id=given.id,
        url=given.url,
        virtual_of=given.virtual_of,
        tools=tools(lists, given.id),
        prompts=prompts(lists, given.id),
        resources=resources(lists, given.id),
        templates=templates(lists, given.id),
        source=lists.source,
        **{**facts, "title": given.title or facts.get("title", "")},
    )
    if isinstance(lists.value, dict) and lists.value.get("nextCursor"):
        message = "The list goes on after this page ('nextCursor'), so tools may be missing. Take a whole snapshot."
        lists.child("nextCursor").report("list-incomplete", message)
    problems += [*given.problems, *origin.problems]
    return with_examples(server, given, problems)


def _facts(lists: Node) -> dict[str, Any]:
    """What a snapshot says of the server itself; nothing where the input is a bare list."""
    if type(lists.value) is not dict:
        return {"capture": Capture(digest=_digest({"tools": lists.value}))}
    capture = _capture(lists)
    versions = lists.texts("protocolVersions") or tuple(filter(None, (capture.protocol_version,)))
    capabilities = lists.object("serverCapabilities")
    beyond = {key: value for key, value in lists.value.items() if key not in _STANDARD}
    return {
        **_identity(lists),
        "instructions": _optional_text(lists, "instructions"),
        "protocol_versions": versions,
        "eras": _eras(versions) or tuple(filter(None, (capture.era,))),
        "capabilities": capabilities.value if capabilities is not None else {},
        "authentication": _authentication(lists.object("authentication")),
        "capture": capture,
        "extensions": beyond or None,
    }


def _identity(lists: Node) -> dict[str, Any]:
    server = lists.object("server")
    meta = lists.object("_meta")
    if server is None and meta is not None:  # a bare result of 2026-07-28 says it in `_meta`
        server = meta.object(_IN_META)
    if server is None:
        return {}
    return {
        "name": server.text("name"),
        "title": server.text("title"),
        "version": server.text("version"),
        "description": server.text("description"),
        "website_url": server.url("websiteUrl"),
        "icons": icons(server),
    }


def _capture(lists: Node) -> Capture:
    digest = _digest({name: lists.value[name] for name in (*_LISTS, "instructions", "server") if name in lists.value})
    node = lists.object("captured")
    if node is None:
        return Capture(digest=digest)
    capabilities = node.object("capabilities")
    return Capture(
        at=node.text("at"),
        era=node.text("era"),
        protocol_version=node.text("protocolVersion"),
        capabilities=capabilities.value if capabilities is not None else {},
        scopes=node.texts("scopes"),
        transport=node.text("transport"),
        digest=digest,
    )


def _authentication(node: Node | None) -> McpAuthentication:
    if node is None:
        return McpAuthentication()
    servers = [server for server in node.texts("authorizationServers") if server.startswith(("https://", "http://"))]
    return McpAuthentication(
        headers=node.texts("headers"),
        resource=node.url("resource"),
        authorization_servers=tuple(servers),
        scopes=node.texts("scopes"),
    )


def _optional_text(node: Node, key: str) -> str:
    return node.text(key) if node.value.get(key) is not None else ""


def _eras(versions: Sequence[str]) -> tuple[str, ...]:
    modern = any(version >= FIRST_MODERN for version in versions)
    legacy = any(version < FIRST_MODERN for version in versions)
    return (*(("modern",) if modern else ()), *(("legacy",) if legacy else ()))


def _digest(content: Mapping[str, Json]) -> str:
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()
