"""MCP over streamable HTTP, both eras on one URL: reads a request, lets it be answered, writes JSON or a stream.

A reply is JSON where the tool says nothing on its way, else server-sent events. Any origin may call, as on the REST
side: a sandbox listens on loopback, holds invented content and takes no cookies.
"""

from __future__ import annotations

import inspect
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Protocol

from gatepost.sandbox import cors, refusals
from gatepost.sandbox.behaviour import Call, Clock, Refusal, Reply, State
from gatepost.sandbox.dials import Dials
from gatepost.sandbox.mcp_call import Channel, Rounds
from gatepost.sandbox.mcp_era import (
    INTERNAL_ERROR,
    INVALID_REQUEST,
    PARSE_ERROR,
    STATUSES,
    McpError,
    check_legacy,
    check_modern,
    is_modern,
    mapping,
)
from gatepost.sandbox.mcp_exchange import McpExchange
from gatepost.sandbox.mcp_sessions import Session, Sessions
from gatepost.sandbox.mcp_snapshot import Snapshot, mounted
from gatepost.sandbox.mcp_stream import EXPOSED, STREAM, write
from gatepost.sandbox.mcp_view import PATH, View, collect, usual_view
from gatepost.sandbox.security import is_known
from gatepost.sandbox.wire import Receive, Request, Send, read_whole, send_reply

LOG = logging.getLogger("gatepost.sandbox")
METHODS = ("POST", "DELETE", "OPTIONS")


class Around(Protocol):
    """What the endpoint needs of the sandbox that it is part of."""

    state: State
    clock: Clock
    keys: tuple[str, ...]
    seed: int


@dataclass
class Exchanged:
    """One POST: who calls, what, and the headers of the reply."""

    view: View
    call: Call
    headers: dict[str, str]
    streaming: bool
    session: Session | None = None


class McpEndpoint:
    """Every MCP path of a sandbox."""

    def __init__(
        self,
        modules: Sequence[ModuleType],
        around: Around,
        title: str,
        pace: float,
        snapshots: Sequence[Snapshot] = (),
    ) -> None:
        self.servers = collect(modules)
        self.around = around
        self.title = title
        self.pace = pace
        self._views, self._after = (_hooks(modules, name) for name in ("mcp_view", "mcp_after"))
        # Behaviours that decide what a path offers know better than any snapshot.
        self.mounted = {} if self._views else mounted(snapshots, around.seed)
        self._sessions = Sessions()

    def serves(self, path: str) -> bool:
        """Whether a path is an MCP path."""
        if path.rstrip("/") in self.mounted:
            return True
        return bool(self.servers) and (path == PATH or path.startswith(f"{PATH}/"))

    def reset(self) -> None:
        """Forgets every session."""
        self._sessions.clear()

    async def serve(self, request: Request, receive: Receive, send: Send, number: int, own: Mapping[str, str]) -> None:
        """Answers one HTTP request; `own` are headers that every answer carries."""
        headers = dict(own)
        try:
            answer = await self._answer(request, receive, number, headers)
        except Refusal as refused:
            answer = refusals.answer(refused, None)
        except McpError as error:
            answer = Reply(error.status or STATUSES.get(error.code, 400), error.body(None))
        except Exception as failure:
            LOG.error("%s %s failed", request.method, request.raw_path, exc_info=failure)
            answer = Reply(500, McpError(INTERNAL_ERROR, f"{type(failure).__name__}: {failure}").body(None))
        if isinstance(answer, Channel):
            await write(answer, headers, receive, send)
        else:
            whole = cors.shared({**answer.headers, **headers}, EXPOSED)
            await send_reply(answer, whole, send, bodiless=request.method == "HEAD")

    async def _answer(
        self, request: Request, receive: Receive, number: int, headers: dict[str, str]
    ) -> Reply | Channel:
        raw_body = await read_whole(request, receive)
        if request.method == "OPTIONS":
            return cors.preflight(request.headers, METHODS)
        call = self._call(request, raw_body, number)
        view = await self._view(call)
        refusal = Dials.of(request.headers).refusal()
        if refusal:
            raise refusal
        if request.method == "DELETE":
            self._sessions.end(call)
            return Reply(204)
        if request.method != "POST":
            # The optional stream of the legacy era: there is nothing to say outside of requests.
            message = f"{request.raw_path} answers POST, and DELETE to end a session."
            raise Refusal(405, "method_not_allowed", message, headers={"allow": ", ".join(METHODS)})
        accept = request.headers.get("accept", "*/*")
        streaming = STREAM in accept or "*/*" in accept
        if not streaming and "json" not in accept and "application/*" not in accept:
            raise Refusal(406, "not_acceptable", f"Accept application/json and {STREAM}.")
        return self._posted(_parsed(raw_body), Exchanged(view, call, headers, streaming))

    def _call(self, request: Request, raw_body: bytes, number: int) -> Call:
        """The HTTP request as behaviours know one; its operation is empty."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        presented = token.strip() or scheme or request.headers.get("x-api-key") or None
        return Call(
            method=request.method,
            path=request.raw_path.rstrip("/"),
            operation={},
            operation_id=None,
            path_values={},
            query={},
            headers=request.headers,
            cookies=request.cookies,
            body=None,
            raw_body=raw_body,
            media_type="application/json",
            state=self.around.state,
            clock=self.around.clock,
            key=presented,
            base_path="",
            number=number,
            seed=self.around.seed,
            make_answer=lambda call: Reply(404),
        )

    async def _view(self, call: Call) -> View:
        """What the path offers to the caller; raises Refusal 401, 403 or 404."""
        declared = self.mounted.get(call.path)
        if declared and declared.server.id not in self.servers:
            # What a server asks for beside a key no snapshot says: none is fine, a wrong one is not.
            if call.key is None or is_known([call.key], self.around.keys, call.state):
                return declared.view()
        if not self._views and not is_known([call.key] if call.key else [], self.around.keys, call.state):
            challenge = {"www-authenticate": 'Bearer realm="sandbox"'}
            message = "Send the header Authorization: Bearer. Every sandbox accepts the key sk-sandbox."
            raise Refusal(401, "invalid_api_key", message, headers=challenge)
        for hook in self._views:
            found = hook(call, self.servers)
            view: View | None = await found if inspect.isawaitable(found) else found
            if view is not None:
                return view
        view = None if self._views else usual_view(call.path, self.servers, self.title)
        if view is None:
            known = ", ".join([PATH, *(f"{PATH}/{id}" for id in self.servers)])
            raise Refusal(404, "unknown_path", f"No MCP server answers at {call.path[:200]}. Servers: {known}.")
        return view

    # messages

    def _posted(self, message: dict[str, Any], exchanged: Exchanged) -> Reply | Channel:
        if "method" not in message:
            return self._replied(message, exchanged)
        if "id" not in message:
            return self._notified(message, exchanged)
        if not isinstance(message["id"], (str, int)) or not isinstance(message["method"], str):
            raise McpError(INVALID_REQUEST, "A request has an id, text or a whole number, and a method.")
        modern = is_modern(message, exchanged.call.headers)
        try:
            channel = self._modern(message, exchanged) if modern else self._legacy(message, exchanged)
        except McpError as error:
            return Reply(error.status or STATUSES.get(error.code, 200), error.body(message["id"]))
        McpExchange(message, exchanged.view, exchanged.call, channel, self._after, exchanged.session, modern).begin()
        return channel

    def _modern(self, message: dict[str, Any], exchanged: Exchanged) -> Channel:
        capabilities = check_modern(message, exchanged.call.headers)
        params = mapping(message.get("params"))
        subject = [
            exchanged.call.path,
            exchanged.call.key,
            message["method"],
            params.get("name"),
            params.get("arguments"),
        ]
        rounds = Rounds.of(f"{self.around.seed}:state", subject, params)
        return self._channel(message, exchanged, capabilities, rounds)

    def _legacy(self, message: dict[str, Any], exchanged: Exchanged) -> Channel:
        check_legacy(exchanged.call.headers, message["method"])
        if message["method"] == "initialize":
            id, exchanged.session = self._sessions.begin(exchanged.call, mapping(message.get("params")))
            exchanged.headers["mcp-session-id"] = id
        else:
            exchanged.session = self._sessions.of(exchanged.call)
        session = exchanged.session
        channel = self._channel(message, exchanged, session.capabilities if session else {}, None)
        channel.requests = session.requests if session else None
        return channel

    def _channel(
        self, message: dict[str, Any], exchanged: Exchanged, capabilities: Mapping[str, Any], rounds: Rounds | None
    ) -> Channel:
        token = mapping(mapping(message.get("params")).get("_meta")).get("progressToken")
        return Channel(capabilities, token, exchanged.streaming, self.pace, exchanged.call.number, rounds=rounds)

    def _notified(self, message: dict[str, Any], exchanged: Exchanged) -> Reply:
        session = self._sessions.of(exchanged.call)
        if session and message["method"] == "notifications/cancelled":
            task = session.running.get(mapping(message.get("params")).get("requestId"))
            if task:
                task.cancel()
        return Reply(202)

    def _replied(self, message: dict[str, Any], exchanged: Exchanged) -> Reply:
        """An answer of the client to a request of ours."""
        session = self._sessions.of(exchanged.call)
        waiting = session.requests.get(str(message.get("id"))) if session else None
        if waiting is None or waiting.done():
            raise McpError(INVALID_REQUEST, "Nothing here waits for this message.")
        if "error" in message:
            waiting.set_result({"action": "cancel"})
        else:
            waiting.set_result(mapping(message.get("result")))
        return Reply(202)


def _hooks(modules: Sequence[ModuleType], name: str) -> tuple[Any, ...]:
    """The functions of that name, each once."""
    return tuple(dict.fromkeys(vars(module)[name] for module in modules if name in vars(module)))


def _parsed(raw_body: bytes) -> dict[str, Any]:
    """The one message of a body; raises McpError."""
    try:
        message = json.loads(raw_body)
    except (ValueError, RecursionError):
        raise McpError(PARSE_ERROR, "The body is not JSON.") from None
    if not isinstance(message, dict) or message.get("jsonrpc") != "2.0":
        raise McpError(INVALID_REQUEST, "The body must be one JSON-RPC 2.0 message.")
    return message
