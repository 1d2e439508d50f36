"""What MCP servers of a behaviour module are written with, beside `operation`.

A module declares an `McpServer` and marks functions with `tool`, `prompt`, `resource` and `resource_template`. Each
server answers at `/mcp/<id>`, all of them together at `/mcp`. Where the module defines them, `mcp_view(call, servers)`
decides instead what a path offers to a caller, and `mcp_after(call, result)` sees every result of a tool.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from inspect import cleandoc
from typing import Any, TypeAlias, TypeVar

MCP_MARK = "__gatepost_mcp__"

Content: TypeAlias = dict[str, Any]
"""A content block as the protocol writes it."""

Complete: TypeAlias = Callable[..., Sequence[str]]
"""Values for an argument: called with the call, what has been typed, and the other arguments by name."""

_Function = TypeVar("_Function", bound=Callable[..., Any])


class ToolError(Exception):
    """Raised by a tool that could not do its work; the client gets the message as a result with `isError`."""


@dataclass(frozen=True, eq=False)
class McpServer:
    """A server: its name for machines and for people, and what it tells the model."""

    id: str
    title: str
    version: str = "1.0.0"
    instructions: str = ""


@dataclass(frozen=True, eq=False)
class Tool:
    """A tool. `input_schema` and `output_schema` are JSON Schema 2020-12; hints are as in the protocol."""

    server: str
    name: str
    function: Callable[..., Any] = field(repr=False)
    title: str
    description: str
    input_schema: dict[str, Any]
    output_schema: dict[str, Any] | None = None
    annotations: dict[str, bool] = field(default_factory=dict)
    meta: dict[str, Any] = field(default_factory=dict)

    def listed(self, name: str) -> dict[str, Any]:
        """The tool as `tools/list` shows it under a name."""
        found = {"name": name, "title": self.title, "description": self.description, "inputSchema": self.input_schema}
        more = {"outputSchema": self.output_schema, "annotations": self.annotations, "_meta": self.meta}
        return found | {key: value for key, value in more.items() if value}


@dataclass(frozen=True, eq=False)
class Argument:
    """An argument of a prompt; arguments are text."""

    name: str
    description: str = ""
    required: bool = False
    complete: Complete | None = field(default=None, repr=False)

    def listed(self) -> dict[str, Any]:
        """The argument as `prompts/list` shows it."""
        return {"name": self.name, "description": self.description, "required": self.required}


@dataclass(frozen=True, eq=False)
class Prompt:
    """A prompt; its function gets the call and the arguments by name, and returns a text or messages."""

    server: str
    name: str
    function: Callable[..., Any] = field(repr=False)
    title: str
    description: str
    arguments: tuple[Argument, ...] = ()

    def listed(self, name: str) -> dict[str, Any]:
        """The prompt as `prompts/list` shows it under a name."""
        found: dict[str, Any] = {"name": name, "title": self.title, "description": self.description}
        return found | ({"arguments": [one.listed() for one in self.arguments]} if self.arguments else {})


@dataclass(frozen=True, eq=False)
class Resource:
    """A resource; its function gets the call and, for a template, the variables by name; returns text or bytes.

    `uri` is a URI, or an RFC 6570 template of `{name}` (one segment) and `{+name}` (with slashes).
    """

    server: str
    uri: str
    function: Callable[..., Any] = field(repr=False)
    name: str
    title: str
    description: str
    mime_type: str | None = "text/plain"
    annotations: dict[str, Any] = field(default_factory=dict)
    complete: Mapping[str, Complete] = field(default_factory=dict, repr=False)
    is_template: bool = False

    def listed(self) -> dict[str, Any]:
        """The resource or template as its list shows it."""
        found = {"uriTemplate" if self.is_template else "uri": self.uri, "name": self.name, "title": self.title}
        more = {"description": self.description, "mimeType": self.mime_type, "annotations": self.annotations}
        return found | {key: value for key, value in more.items() if value}


def tool(
    server: str,
    *,
    title: str,
    name: str | None = None,
    description: str | None = None,
    properties: Mapping[str, Any] | None = None,
    required: Sequence[str] = (),
    input_schema: Mapping[str, Any] | None = None,
    output_schema: Mapping[str, Any] | None = None,
    read_only: bool | None = None,
    destructive: bool | None = None,
    idempotent: bool | None = None,
    open_world: bool | None = None,
    meta: Mapping[str, Any] | None = None,
) -> Callable[[_Function], _Function]:
    """Marks a function as a tool of a server; name and description are the function's own unless told.

    The function gets a `ToolCall` and returns text, a content block, a list of blocks, or a JSON object. Its input
    schema is made of `properties` and `required`, or given whole. A hint of None is not declared.
    """
    made_schema = {"type": "object", "properties": dict(properties or {})}
    schema: dict[str, Any] = dict(made_schema if input_schema is None else input_schema)
    if required:
        schema["required"] = list(required)
    hints = {
        "readOnlyHint": read_only,
        "destructiveHint": destructive,
        "idempotentHint": idempotent,
        "openWorldHint": open_world,
    }

    def mark(function: _Function) -> _Function:
        made = Tool(
            server,
            name or function.__name__,
            function,
            title,
            _described(function, description),
            schema,
            dict(output_schema) if output_schema else None,
            {hint: value for hint, value in hints.items() if value is not None},
            dict(meta or {}),
        )
        return _marked(function, made)

    return mark


def prompt(
    server: str, *arguments: Argument, title: str, name: str | None = None, description: str | None = None
) -> Callable[[_Function], _Function]:
    """Marks a function as a prompt of a server."""

    def mark(function: _Function) -> _Function:
        own = name or function.__name__
        return _marked(function, Prompt(server, own, function, title, _described(function, description), arguments))

    return mark


def resource(server: str, uri: str, *, title: str, **more: Any) -> Callable[[_Function], _Function]:
    """Marks a function as a resource of a server; `more` are fields of `Resource`."""
    return _resource(server, uri, title, {**more, "is_template": False})


def resource_template(server: str, uri: str, *, title: str, **more: Any) -> Callable[[_Function], _Function]:
    """Marks a function as a template of resources; `complete` holds functions by variable."""
    return _resource(server, uri, title, {**more, "is_template": True})


def _resource(server: str, uri: str, title: str, more: dict[str, Any]) -> Callable[[_Function], _Function]:
    def mark(function: _Function) -> _Function:
        fields = {"name": function.__name__, "description": _described(function, None), **more}
        return _marked(function, Resource(server=server, uri=uri, function=function, title=title, **fields))

    return mark


def _described(function: Callable[..., Any], description: str | None) -> str:
    return cleandoc(description or function.__doc__ or "")


def _marked(function: _Function, made: Tool | Prompt | Resource) -> _Function:
    setattr(function, MCP_MARK, (*getattr(function, MCP_MARK, ()), made))
    return function


# content


def text(value: str) -> Content:
    """A block of text."""
    return {"type": "text", "text": value}


def image(content: bytes, mime_type: str = "image/png") -> Content:
    """A picture."""
    return {"type": "image", "data": b64encode(content).decode(), "mimeType": mime_type}


def resource_link(uri: str, name: str, *, mime_type: str | None = None, description: str | None = None) -> Content:
    """A resource that the client may read."""
    more = {"mimeType": mime_type, "description": description}
    return {"type": "resource_link", "uri": uri, "name": name} | {key: one for key, one in more.items() if one}


def embedded(uri: str, content: str | bytes, mime_type: str | None = None) -> Content:
    """A resource with its contents."""
    return {"type": "resource", "resource": contents(uri, content, mime_type)}


def contents(uri: str, content: str | bytes, mime_type: str | None = None) -> dict[str, Any]:
    """The contents of a resource: text as it is, bytes in base64."""
    kind = {"mimeType": mime_type} if mime_type else {}
    if isinstance(content, bytes):
        return {"uri": uri, **kind, "blob": b64encode(content).decode()}
    return {"uri": uri, **kind, "text": content}
