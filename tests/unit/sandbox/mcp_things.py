"""A small sandbox with two MCP servers, and a client that speaks either era to it."""

import json
from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import Any

from gatepost.sandbox.mcp import (
    Argument,
    McpServer,
    ToolError,
    image,
    prompt,
    resource,
    resource_template,
    tool,
)
from gatepost.sandbox.mcp_call import ToolCall
from tests.unit.sandbox.asgi import KEY, Answer, Client
from tests.unit.sandbox.things import THINGS

VERSION = "2026-07-28"
META = "io.modelcontextprotocol/"
FORM = {"color": {"type": "string", "enum": ["red", "blue"]}}


@tool("paint", title="Mix", properties={"part": {"type": "integer", "minimum": 1, "default": 2}}, read_only=True)
def mix(call: ToolCall) -> dict[str, Any]:
    """Mixes a colour."""
    return {"part": call.arguments["part"]}


@tool("paint", title="Choose", properties={"wall": {"type": "string", "x-mcp-header": "Wall"}}, required=["wall"])
async def choose(call: ToolCall) -> str:
    """Asks for two colours."""
    first = await call.elicit("First?", FORM, ["color"])
    if not first.accepted:
        return f"nothing ({first.action})"
    second = await call.elicit("Second?", FORM, ["color"])
    return f"{call.arguments['wall']}: {first.content['color']} and {second.content['color']}"


@tool("paint", title="Dry")
async def dry(call: ToolCall) -> list[Any]:
    """Takes its time."""
    for hour in range(3):
        call.progress(hour, 3, f"hour {hour}")
        await call.wait(3600)
    return ["dry", image(b"\x89PNG")]


@tool("paint", title="Spill")
def spill(call: ToolCall) -> str:
    """Always fails."""
    raise ToolError("The floor is wet.")


@tool("paint", title="Lie", output_schema={"type": "object", "required": ["truth"]})
def lie(call: ToolCall) -> dict[str, Any]:
    """Answers against its schema."""
    return {}


@tool("shop", title="Order", destructive=True)
def order(call: ToolCall) -> str:
    """Orders."""
    raise RuntimeError("no stock")


@prompt(
    "paint",
    Argument("room", "Which.", required=True, complete=lambda call, typed, others: [f"{typed}-{others.get('house')}"]),
    title="Plan",
)
def plan(call: Any, room: str) -> str:
    """Plans a room."""
    return f"Plan the {room}."


@resource("paint", "paint://colours", title="Colours", mime_type="text/plain")
def colours(call: Any) -> str:
    """All of them."""
    return "red\nblue\n"


@resource_template("paint", "paint://walls/{wall}/{+place}", title="A wall", mime_type=None)
def wall(call: Any, wall: str, place: str) -> bytes:
    """One wall."""
    return {"north": place.encode()}[wall]


def behaviour(**more: Any) -> ModuleType:
    """The two servers as a behaviour module."""
    made = ModuleType("painting")
    servers = {"paint": McpServer("paint", "Paint", "2.0", "Stir first."), "shop": McpServer("shop", "Shop")}
    members = (mix, choose, dry, spill, lie, order, plan, colours, wall)
    vars(made).update(servers, **{one.__name__ + "_": one for one in members}, **more)
    return made


def made(**options: Any) -> Client:
    """A client of the sandbox."""
    return Client(THINGS, **{"behaviours": [behaviour()], **options})


def body(method: str, params: Mapping[str, Any] | None = None, id: Any = 1) -> dict[str, Any]:
    """A legacy request."""
    return {"jsonrpc": "2.0", "id": id, "method": method, "params": dict(params or {})}


def modern(
    method: str, params: Mapping[str, Any] | None = None, *, capabilities: Any = None, **more: Any
) -> tuple[dict[str, Any], dict[str, str]]:
    """A modern request and its headers."""
    given = dict(params or {})
    meta = {f"{META}protocolVersion": VERSION, f"{META}clientCapabilities": capabilities or {}, **more}
    headers = {"mcp-protocol-version": VERSION, "mcp-method": method}
    name = given.get("name", given.get("uri"))
    headers |= {"mcp-name": name} if name else {}
    return body(method, {**given, "_meta": meta}), headers


def ask(client: Client, method: str, params: Any = None, path: str = "/mcp/paint", **more: Any) -> Any:
    """The result of a modern request, or its error."""
    headers = more.pop("headers", {})
    message, own = modern(method, params, **more)
    return answered(client("POST", path, json_body=message, headers={**own, **headers}))


def call(client: Client, tool: str, arguments: Any = None, **more: Any) -> Any:
    """The result of a modern call of a tool."""
    params = {"name": tool, "arguments": arguments or {}, **more.pop("params", {})}
    return ask(client, "tools/call", params, **more)


def answered(answer: Answer) -> Any:
    """The result or the error of the last message of an answer."""
    message = list(messages(answer))[-1]
    return message.get("result", message.get("error"))


def messages(answer: Answer) -> Iterator[dict[str, Any]]:
    """The messages of an answer, JSON or a stream."""
    if answer.headers["content-type"] == "application/json":
        yield answer.json
        return
    for line in answer.body.decode().splitlines():
        if line.startswith("data: "):
            yield json.loads(line.removeprefix("data: "))


__all__ = ["KEY", "FORM", "answered", "ask", "behaviour", "body", "call", "made", "messages", "modern"]
