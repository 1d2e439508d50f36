"""One request of an MCP client and its answer, fitted to the era that it came in."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gatepost.sandbox.behaviour import Call, Refusal
from gatepost.sandbox.mcp_call import Channel, InputRequired
from gatepost.sandbox.mcp_era import INTERNAL_ERROR, LEGACY, MODERN, SERVER_INFO, STATUSES, McpError, mapping
from gatepost.sandbox.mcp_methods import After, Answering, Result
from gatepost.sandbox.mcp_sessions import Session
from gatepost.sandbox.mcp_stream import Final
from gatepost.sandbox.mcp_view import View

LOG = logging.getLogger("gatepost.sandbox")
CACHED = ("server/discover", "tools/list", "prompts/list", "resources/list", "resources/templates/list")
TTL_MS = 60_000


@dataclass
class McpExchange:
    """A request whose headers are in order; what it brings forth goes to its channel."""

    message: Mapping[str, Any]
    view: View
    call: Call
    channel: Channel
    after: tuple[After, ...]
    session: Session | None
    modern: bool

    def begin(self) -> None:
        """Starts the work as a task, which the client may cancel by the id of the request."""
        id, outgoing = self.message["id"], self.channel.outgoing
        task = self.channel.task = asyncio.ensure_future(self._work())
        # Not in the task itself, which may be cancelled before it has begun.
        task.add_done_callback(lambda done: outgoing.put_nowait(Final(None)) if done.cancelled() else None)
        if self.session:
            running = self.session.running
            running[id] = task
            task.add_done_callback(lambda _: running.pop(id, None))

    async def _work(self) -> None:
        """Answers the request and puts the last message on the channel."""
        id = self.message["id"]
        try:
            result = await self._result(self.message["method"], mapping(self.message.get("params")))
            final = Final({"jsonrpc": "2.0", "id": id, "result": self._dated(result) if self.modern else result})
        except InputRequired as needed:
            asked = {"resultType": "input_required", "inputRequests": needed.requests, "requestState": needed.state}
            final = Final({"jsonrpc": "2.0", "id": id, "result": asked})
        except McpError as error:
            final = Final(error.body(id), STATUSES.get(error.code, 200) if self.modern else 200)
        except Refusal as refused:
            final = Final(McpError(INTERNAL_ERROR, refused.message, {"code": refused.code}).body(id))
        except Exception as failure:
            LOG.error("%s of %s failed", self.message["method"], self.call.path, exc_info=failure)
            final = Final(McpError(INTERNAL_ERROR, f"The sandbox failed: {type(failure).__name__}: {failure}").body(id))
        self.channel.outgoing.put_nowait(final)

    async def _result(self, method: str, params: Mapping[str, Any]) -> Result:
        told = {"instructions": self.view.instructions} if self.view.instructions else {}
        match method:
            case "server/discover" if self.modern:
                versions = [*MODERN, *reversed(LEGACY)]
                return {"supportedVersions": versions, "capabilities": self.view.capabilities, **told}
            case "initialize" if self.session and not self.modern:
                hello = {"protocolVersion": self.session.version, "capabilities": self.view.capabilities}
                return {**hello, "serverInfo": self.view.introduction, **told}
            case "ping" if not self.modern:
                return {}
        return await Answering(self.view, self.call, self.channel, self.after, self.modern).answer(method, params)

    def _dated(self, result: Result) -> Result:
        """A result as the modern era wants it: its type, who made it, and how long it stays good."""
        made: Result = {"resultType": "complete", **result}
        if self.message["method"] in CACHED:
            # What a path lists depends on the key, so no shared cache may keep it.
            made |= {"ttlMs": TTL_MS, "cacheScope": "private"}
        elif self.message["method"] == "resources/read":
            made |= {"ttlMs": 0, "cacheScope": "private"}
        return {**made, "_meta": {SERVER_INFO: self.view.introduction}}
