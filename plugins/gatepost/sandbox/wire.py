"""The ASGI side of a sandbox: requests read whole and bounded, replies and streams written chunk by chunk."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any, TypeAlias
from urllib.parse import quote, unquote_plus

from gatepost.sandbox.behaviour import Event, Refusal, Reply, Stream
from gatepost.sandbox.bodies import bare, is_json
from gatepost.sandbox.clock import Clock
from gatepost.sandbox.parameters import Pairs, split_query

LARGEST_BODY = 10_000_000
LONGEST_PATH = 8_192
JSON_TYPE = "application/json"

Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
Headers: TypeAlias = Mapping[str, str]


@dataclass(frozen=True)
class Request:
    """A request as sent: path and query still percent-encoded, header names in lower case."""

    method: str
    raw_path: str
    query: Pairs
    headers: Headers
    cookies: Headers

    @classmethod
    def of(cls, scope: Mapping[str, Any]) -> Request:
        """Reads an ASGI http scope."""
        headers: dict[str, str] = {}
        for name, value in scope.get("headers") or ():
            key, text = name.decode("latin-1").lower(), value.decode("latin-1")
            headers[key] = f"{headers[key]}, {text}" if key in headers else text
        query = bytes(scope.get("query_string") or b"").decode("latin-1")
        return cls(scope["method"].upper(), _raw_path(scope), split_query(query), headers, _cookies(headers))

    def decoded_query(self) -> list[tuple[str, str]]:
        """The query pairs as text."""
        return [(unquote_plus(name), unquote_plus(value)) for name, value in self.query]


def _raw_path(scope: Mapping[str, Any]) -> str:
    raw: bytes = scope.get("raw_path") or quote(scope["path"]).encode()
    path = raw.partition(b"?")[0].decode("latin-1")
    mounted = scope.get("root_path") or ""
    return path[len(mounted) :] if mounted and path.startswith(f"{mounted}/") else path


def _cookies(headers: Headers) -> dict[str, str]:
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(headers.get("cookie", "")).items()}
    except CookieError:
        return {}


async def read_whole(request: Request, receive: Receive) -> bytes:
    """The request body; raises Refusal 413 past ten million bytes."""
    declared = request.headers.get("content-length", "0")
    chunks, size = [], int(declared) if declared.isdecimal() and len(declared) < 20 else 0
    if size <= LARGEST_BODY:
        size, more = 0, True
        while more and size <= LARGEST_BODY:
            message = await receive()
            chunk = message.get("body", b"")
            size += len(chunk)
            chunks.append(chunk)
            more = message["type"] == "http.request" and message.get("more_body", False)
    if size > LARGEST_BODY:
        raise Refusal(413, "body_too_large", f"A body may have {LARGEST_BODY:,} bytes at most.")
    return b"".join(chunks)


def encode(body: Any, media_type: str | None) -> tuple[bytes, str | None]:
    """The bytes of a reply's body and its content type."""
    if body is None and not (media_type and is_json(media_type)):
        return b"", None
    if isinstance(body, (bytes, bytearray, memoryview)):
        return bytes(body), media_type or "application/octet-stream"
    if isinstance(body, str) and not (media_type and is_json(media_type)):
        named = media_type or "text/plain"
        return body.encode("utf-8", "replace"), _with_charset(named)
    return to_json(body).encode(), media_type or JSON_TYPE


def to_json(value: Any) -> str:
    """Compact JSON; a lone surrogate, which UTF-8 cannot carry, is escaped."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":"), allow_nan=False)
    return text


def _with_charset(media_type: str) -> str:
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") and ";" not in media_type else media_type


def frame(event: Event, media_type: str) -> bytes:
    """One event as text/event-stream, as a JSON text sequence (RFC 7464), or as a line of JSON."""
    text = event.data if isinstance(event.data, str) else to_json(event.data)
    kind = bare(media_type)
    if kind != "text/event-stream":
        return f"\x1e{text}\n".encode() if kind.endswith("json-seq") else f"{text}\n".encode()
    lines = [f"event: {_line(event.event)}"] if event.event else []
    lines += [f"id: {_line(event.id)}"] if event.id else []
    lines += [f"data: {line}" for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return ("\n".join(lines) + "\n\n").encode("utf-8", "replace")


def _line(text: str) -> str:
    return " ".join(text.split())


def raw_headers(headers: Headers) -> list[tuple[bytes, bytes]]:
    """Headers as ASGI wants them; nothing in a value can end the line."""
    return [(_plain(name.lower()), _plain(value)) for name, value in headers.items()]


def _plain(text: str) -> bytes:
    return "".join(character for character in str(text) if character.isprintable()).encode("latin-1", "replace").strip()


async def send_reply(reply: Reply, headers: Headers, send: Send, *, bodiless: bool) -> None:
    """Sends one whole response; HEAD, 204 and 304 have no body."""
    content, content_type = encode(reply.body, reply.media_type)
    whole = dict(headers)
    if reply.status >= 200 and reply.status not in (204, 304):
        if content_type:
            whole.setdefault("content-type", content_type)
        whole["content-length"] = str(len(content))
    else:
        bodiless = True
    await send({"type": "http.response.start", "status": reply.status, "headers": raw_headers(whole)})
    await send({"type": "http.response.body", "body": b"" if bodiless else content})


async def send_stream(
    stream: Stream,
    events: AsyncIterator[Event],
    headers: Headers,
    receive: Receive,
    send: Send,
    *,
    pace: float,
    clock: Clock,
) -> None:
    """Sends a stream event by event, and stops when the client has gone."""
    whole = {**headers, "content-type": stream.media_type, "cache-control": "no-store", "x-accel-buffering": "no"}
    await send({"type": "http.response.start", "status": stream.status, "headers": raw_headers(whole)})
    gone = asyncio.ensure_future(_gone(receive))
    try:
        async for event in events:
            clock.advance(event.delay)
            await asyncio.wait({gone}, timeout=max(0.0, event.delay * pace))
            if gone.done():
                return
            await send({"type": "http.response.body", "body": frame(event, stream.media_type), "more_body": True})
        await send({"type": "http.response.body", "body": b""})
    finally:
        gone.cancel()


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def each(events: Iterable[Event] | Iterator[Event] | AsyncIterator[Event]) -> AsyncIterator[Event]:
    """The events of either kind of iterator."""
    if isinstance(events, AsyncIterator):
        async for event in events:
            yield event
    else:
        for event in events:
            yield event
