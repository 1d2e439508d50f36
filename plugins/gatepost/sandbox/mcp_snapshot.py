"""MCP servers that a snapshot lists and no behaviour speaks for: they list what it lists, and answer by schema."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from gatepost.sandbox.behaviour import Call
from gatepost.sandbox.description import Description
from gatepost.sandbox.generate import Generator
from gatepost.sandbox.mcp import Argument, McpServer, Prompt, Resource, Tool, ToolError
from gatepost.sandbox.mcp_call import ToolCall
from gatepost.sandbox.mcp_schema import faults_of, unsound
from gatepost.sandbox.mcp_view import PATH, Declared
from gatepost.sandbox.schema import UnresolvedError

Snapshot = Mapping[str, Any]
"""`id`, `title`, `url` (empty where unknown) and `lists`: the lists as captured, or the tools alone."""
ANYTHING: dict[str, Any] = {"type": "object"}


@dataclass(frozen=True, eq=False)
class _ListedTool(Tool):
    """A tool that is listed as it was captured."""

    raw: Mapping[str, Any] = field(default_factory=dict)

    def listed(self, name: str) -> dict[str, Any]:
        return {**self.raw, "name": name}


def mounted(snapshots: Sequence[Snapshot], seed: int) -> dict[str, Declared]:
    """The servers by the path of their URL, or `/mcp/<id>`; of two at one path the first."""
    found: dict[str, Declared] = {}
    for snapshot in snapshots:
        found.setdefault(_path(snapshot), _declared(snapshot, seed))
    return found


def _path(snapshot: Snapshot) -> str:
    try:
        path = urlsplit(str(snapshot.get("url") or "")).path.rstrip("/")
    except ValueError:
        path = ""
    return path or f"{PATH}/{snapshot['id']}"


def _declared(snapshot: Snapshot, seed: int) -> Declared:
    id, lists = str(snapshot["id"]), snapshot.get("lists")
    raw: Mapping[str, Any] = lists if isinstance(lists, dict) else {"tools": lists}
    told = raw.get("server")
    server = told if isinstance(told, dict) else {}
    title = snapshot.get("title") or server.get("title") or server.get("name") or id
    known = McpServer(id, str(title), str(server.get("version") or "1.0.0"), _text(raw.get("instructions")))
    return Declared(
        known,
        tuple(_tool(id, one, seed) for one in _named(raw.get("tools"), "name")),
        tuple(_prompt(id, one) for one in _named(raw.get("prompts"), "name")),
        (
            *(_resource(id, one, one["uri"]) for one in _named(raw.get("resources"), "uri")),
            *(
                _resource(id, one, one["uriTemplate"], True)
                for one in _named(raw.get("resourceTemplates"), "uriTemplate")
            ),
        ),
    )


def _tool(server: str, raw: dict[str, Any], seed: int) -> Tool:
    input_schema, output_schema = raw.get("inputSchema"), raw.get("outputSchema")
    made = output_schema if isinstance(output_schema, dict) else None
    title = _text(raw.get("title")) or raw["name"]
    answer = partial(_made, made, seed) if made else _said
    sound = ANYTHING if unsound(input_schema) else dict(input_schema or ANYTHING)
    return _ListedTool(server, raw["name"], answer, title, _text(raw.get("description")), sound, made, raw=raw)


def _made(schema: dict[str, Any], seed: int, call: ToolCall) -> dict[str, Any]:
    """A result by the tool's output schema; raises ToolError where none can be made."""
    try:
        result = Generator(Description(schema), seed=seed).make(schema)
        if isinstance(result, dict) and not faults_of(schema, result):
            return result
    except UnresolvedError:
        pass
    raise ToolError(f"The sandbox can make no result by the output schema of {call.name}. A behaviour can.")


def _said(call: ToolCall) -> str:
    given = json.dumps(call.arguments, ensure_ascii=False)
    return f"{call.name} was called in the sandbox with {given}. It declares no output schema, so this text stands in."


def _prompt(server: str, raw: dict[str, Any]) -> Prompt:
    arguments = tuple(
        Argument(one["name"], _text(one.get("description")), one.get("required") is True)
        for one in _named(raw.get("arguments"), "name")
    )
    title = _text(raw.get("title")) or raw["name"]

    def words(call: Call, **given: str) -> str:
        values = "".join(f"\n- {name}: {value}" for name, value in given.items())
        return f"The sandbox's stand-in for the prompt “{title}”.{values}"

    return Prompt(server, raw["name"], words, title, _text(raw.get("description")), arguments)


def _resource(server: str, raw: dict[str, Any], uri: str, is_template: bool = False) -> Resource:
    mime, name = raw.get("mimeType"), _text(raw.get("name")) or uri
    stand_in: Callable[..., str] = _json if "json" in str(mime) else _words
    return Resource(
        server,
        uri,
        partial(stand_in, uri),
        name,
        _text(raw.get("title")) or name,
        _text(raw.get("description")),
        mime if isinstance(mime, str) else None,
        is_template=is_template,
    )


def _words(uri: str, call: Call, **values: str) -> str:
    said = "".join(f", {name} {value}" for name, value in values.items())
    return f"The sandbox's stand-in for {uri}{said}."


def _json(uri: str, call: Call, **values: str) -> str:
    return json.dumps({"stand_in_for": uri, **values})


def _named(items: Any, key: str) -> Iterator[dict[str, Any]]:
    """The objects of a list that are known by a text, each once."""
    seen: set[str] = set()
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict) and isinstance(item.get(key), str) and item[key] not in seen:
            seen.add(item[key])
            yield item


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
