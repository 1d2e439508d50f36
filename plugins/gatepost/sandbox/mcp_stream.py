"""Writes what a request brings forth: JSON where the first message is the last, else server-sent events."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from gatepost.sandbox import cors
from gatepost.sandbox.behaviour import Event, Reply
from gatepost.sandbox.mcp_call import Channel
from gatepost.sandbox.wire import Receive, Send, frame, raw_headers, send_reply

EXPOSED = ("content-type", "mcp-protocol-version", "mcp-session-id", "www-authenticate")
STREAM = "text/event-stream"


@dataclass(frozen=True)
class Final:
    """The last message of an exchange; None where the client has cancelled it."""

    message: dict[str, Any] | None
    status: int = 200


async def write(channel: Channel, headers: Mapping[str, str], receive: Receive, send: Send) -> None:
    """Writes messages as they come, JSON where the last is the first, and ends the work when the client goes."""
    gone = asyncio.ensure_future(_gone(receive))
    begun = False
    try:
        while True:
            item = await _next(channel, gone)
            if item is None:
                return
            if isinstance(item, Final) and item.message and (not begun or not channel.streaming):
                whole = cors.shared(headers, EXPOSED)
                await send_reply(Reply(item.status, item.message), whole, send, bodiless=False)
                return
            if not begun:
                begun = True
                await _start(headers, send)
            message = item.message if isinstance(item, Final) else item
            if message is not None:
                body = frame(Event(message, event="message"), STREAM)
                await send({"type": "http.response.body", "body": body, "more_body": True})
            if isinstance(item, Final):
                await send({"type": "http.response.body", "body": b""})
                return
    finally:
        gone.cancel()
        if channel.task and not channel.task.done():
            channel.task.cancel()


async def _start(headers: Mapping[str, str], send: Send) -> None:
    whole = {**headers, "content-type": STREAM, "cache-control": "no-store", "x-accel-buffering": "no"}
    await send({"type": "http.response.start", "status": 200, "headers": raw_headers(cors.shared(whole, EXPOSED))})


async def _next(channel: Channel, gone: asyncio.Future[None]) -> Any:
    """The next thing on the channel, or None once the client has gone."""
    getting = asyncio.ensure_future(channel.outgoing.get())
    await asyncio.wait({getting, gone}, return_when=asyncio.FIRST_COMPLETED)
    if getting.done():
        return getting.result()
    getting.cancel()
    with suppress(asyncio.CancelledError):
        await getting
    return None


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
