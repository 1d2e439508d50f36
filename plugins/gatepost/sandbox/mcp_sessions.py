"""Sessions of the legacy era, begun by a handshake. A restart or a reset forgets them, and clients begin anew."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from gatepost.sandbox.behaviour import Call
from gatepost.sandbox.mcp_era import INVALID_REQUEST, McpError, mapping, negotiated

MOST_SESSIONS = 1_000


@dataclass
class Session:
    """A client after its handshake: what waits for its answers, and what runs for it by request id."""

    path: str
    key: str | None
    capabilities: dict[str, Any]
    version: str
    requests: dict[str, asyncio.Future[dict[str, Any]]] = field(default_factory=dict)
    running: dict[Any, asyncio.Task[None]] = field(default_factory=dict)


class Sessions:
    """The sessions of a sandbox by id, the oldest forgotten first."""

    def __init__(self) -> None:
        self._known: dict[str, Session] = {}

    def begin(self, call: Call, params: Mapping[str, Any]) -> tuple[str, Session]:
        """A new session and its id, from the parameters of `initialize`."""
        version = negotiated(params.get("protocolVersion"))
        session = Session(call.path, call.key, mapping(params.get("capabilities")), version)
        id = sha256(f"{call.seed}:{call.number}:{call.key}:session".encode()).hexdigest()[:32]
        while len(self._known) >= MOST_SESSIONS:
            self._known.pop(next(iter(self._known)))
        self._known[id] = session
        return id, session

    def of(self, call: Call) -> Session | None:
        """The session that a request names; none where it names none, since pages may not see the header."""
        id = call.headers.get("mcp-session-id")
        if id is None:
            return None
        session = self._known.get(id)
        if session is None or (session.path, session.key) != (call.path, call.key):
            raise McpError(INVALID_REQUEST, "This session is not known here. Initialize again.", status=404)
        return session

    def end(self, call: Call) -> None:
        """Ends the session that a request names, and what runs in it. Raises McpError where it names none."""
        session = self.of(call)
        if session is None:
            raise McpError(INVALID_REQUEST, "DELETE ends the session that mcp-session-id names.")
        del self._known[call.headers["mcp-session-id"]]
        for task in list(session.running.values()):
            task.cancel()

    def clear(self) -> None:
        """Forgets all."""
        self._known.clear()
