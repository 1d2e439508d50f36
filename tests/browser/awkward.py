"""A gateway on loopback that answers in every awkward way: each kind of reply is the last segment of the path."""

import base64
import gzip
import json
import struct
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from typing import NamedTuple

from tests.serving import Quiet, answering

MEGABYTE = 1024 * 1024
PAGE = (
    "<!doctype html><meta http-equiv=refresh content='0;url=/stolen?refresh'><base href=/stolen/>"
    "<script>parent.document.title='stolen';fetch('/stolen?script')</script><img src=/stolen?image onerror=alert(1)>"
    "<link rel=stylesheet href=/stolen?style><form action=/stolen><input autofocus></form>"
    "<p id=words>Words of a page</p>"
)
SVG = (
    "<svg xmlns='http://www.w3.org/2000/svg' width='50' height='50' onload='alert(1)'>"
    "<script>fetch('/stolen?svg')</script><image href='/stolen?svg-image'/><circle r='20' cx='25' cy='25'/></svg>"
)
ESCAPES = "\x1b[8mhidden\x1b[0m \x1b]0;title\x07 <img src=x onerror=alert(1)>"


class Reply(NamedTuple):
    """Status, media type, and the pieces of the body, each written by itself."""

    pieces: Callable[["Awkward"], Iterator[bytes]]
    media_type: str = "application/json"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


class Awkward:
    """A running gateway: where it is, what it was asked, and the gate that holds its streams."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.paths: list[str] = []
        self.closed = threading.Event()
        self._gate = threading.Semaphore(0)

    def release(self, pieces: int = 1) -> None:
        """Let so many held pieces go."""
        self._gate.release(pieces)

    def forget(self) -> None:
        """Forget what was asked, and what was let go but never came."""
        self.paths.clear()
        self.closed.clear()
        while self._gate.acquire(blocking=False):
            pass

    def hold(self) -> None:
        """Wait until the test lets the next piece go."""
        self._gate.acquire(timeout=20)


def png() -> bytes:
    """A picture of one red pixel."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0\xff\0\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def wav() -> bytes:
    """A tenth of a second of silence."""
    samples = b"\x80" * 800
    form = b"fmt " + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 8000, 1, 8) + b"data" + struct.pack("<I", 800) + samples
    return b"RIFF" + struct.pack("<I", 4 + len(form)) + b"WAVE" + form


def delta(content: str) -> dict[str, object]:
    """A piece of a chat completion."""
    return {"choices": [{"index": 0, "delta": {"content": content}}]}


def event(value: object) -> bytes:
    """A server-sent event."""
    return b"data: " + json.dumps(value, ensure_ascii=False).encode() + b"\n\n"


def _whole(body: str | bytes) -> Callable[[Awkward], Iterator[bytes]]:
    written = body.encode() if isinstance(body, str) else body
    return lambda _: iter([written])


def _pieces(*pieces: bytes) -> Callable[[Awkward], Iterator[bytes]]:
    """Pieces of which each but the first waits for the test."""

    def play(gateway: Awkward) -> Iterator[bytes]:
        for index, piece in enumerate(pieces):
            if index:
                gateway.hold()
            yield piece

    return play


def _many(gateway: Awkward) -> Iterator[bytes]:
    yield _hundred_bytes(0)
    gateway.hold()
    for start in range(1, 10_000, 100):
        yield b"".join(_hundred_bytes(number) for number in range(start, min(start + 100, 10_000)))
    yield b"data: [DONE]\n\n"


def _hundred_bytes(number: int) -> bytes:
    bare = event(delta(f"w{number} "))
    return event({**delta(f"w{number} "), "pad": "x" * (100 - len(bare) - 11)})


def _large(_: Awkward) -> Iterator[bytes]:
    yield from (bytes(MEGABYTE) for _ in range(200))


def _endless(gateway: Awkward) -> Iterator[bytes]:
    while True:
        yield event(delta("again "))


STREAM = "text/event-stream; charset=utf-8"
GRUESSE = event(delta("grüße 🦀"))
REPLIES: dict[str, Reply] = {
    "json": Reply(_whole(json.dumps({"id": "one", "list": list(range(250)), "nested": {"deep": {"er": "needle"}}}))),
    "page": Reply(_whole(PAGE), "text/html"),
    "svg": Reply(_whole(SVG), "image/svg+xml"),
    "png": Reply(_whole(png()), "image/png"),
    "embedded": Reply(_whole(json.dumps({"id": "one", "data": [{"b64_json": base64.b64encode(png()).decode()}]}))),
    "unnamed-png": Reply(_whole(png()), "application/octet-stream"),
    "lying-png": Reply(_whole(PAGE), "image/png"),
    "lying-json": Reply(_whole(PAGE), "application/json"),
    "wav": Reply(_whole(wav()), "audio/wav"),
    "binary": Reply(_whole(bytes(range(256))), "application/octet-stream"),
    "bad-utf8": Reply(_whole(b'{"a": "\xff\xfe"}'), "text/plain; charset=utf-8"),
    "escapes": Reply(_whole(ESCAPES), "text/plain"),
    "traced": Reply(
        _whole('{"id": "one"}'),
        headers=(
            ("X-Trace-Id", "t/1"),
            ("X-Cost", "0.1"),
            ("X-LiteLLM-Call-Id", "c"),
            ("Access-Control-Expose-Headers", "x-trace-id"),
        ),
    ),
    "cookie": Reply(_whole("{}"), headers=(("Set-Cookie", "stolen=1"),)),
    "bomb": Reply(
        _whole(gzip.compress(bytes(64 * MEGABYTE))), "application/octet-stream", headers=(("Content-Encoding", "gzip"),)
    ),
    "large": Reply(_large, "application/octet-stream"),
    "error-page": Reply(_whole("<html><title>502 Bad Gateway</title>"), "text/html", 502),
    "text": Reply(_pieces(b"first ", b"second ", b"third"), "text/plain"),
    "lines": Reply(_pieces(b'{"n": 1}\n', b'{"n": 2}\n{"n"', b": 3}\n"), "application/x-ndjson"),
    "split": Reply(_pieces(GRUESSE[: GRUESSE.index(b"\xbc")], GRUESSE[GRUESSE.index(b"\xbc") :]), STREAM),
    "carriage": Reply(
        _whole(b": note\r\rretry: 0\rid: 7\revent: message\r" + event(delta("carried")).replace(b"\n", b"\r")), STREAM
    ),
    "unended": Reply(_whole(event(delta("whole")) + event(delta(" indeed")).rstrip()), STREAM),
    "failing": Reply(_whole(event(delta("Hel")) + event({"error": {"message": "upstream died"}})), STREAM),
    "huge-event": Reply(_whole(event({"text": "x" * 10 * MEGABYTE}) + event(delta("after"))), STREAM),
    "stream-in-name": Reply(_whole('{"error": {"message": "no stream here"}}'), STREAM),
    "many": Reply(_many, STREAM),
    "endless": Reply(_endless, STREAM),
    "steps": Reply(_pieces(event(delta("one")), event(delta(" two")), b"data: [DONE]\n\n"), STREAM),
}


class _Answers(Quiet, BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    state: Awkward

    def do_OPTIONS(self) -> None:
        self._head(204, (("Content-Length", "0"),))

    def do_GET(self) -> None:
        self.state.paths.append(self.path)
        reply = REPLIES.get(self.path.rsplit("/", 1)[-1])
        if reply is None:
            return self._head(404, (("Content-Length", "0"),))
        self._head(reply.status, (("Content-Type", reply.media_type), ("Transfer-Encoding", "chunked"), *reply.headers))
        try:
            for piece in reply.pieces(self.state):
                self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))
            self.wfile.write(b"0\r\n\r\n")
        except OSError:
            self.close_connection = True
            self.state.closed.set()

    def _head(self, status: int, headers: tuple[tuple[str, str], ...]) -> None:
        self.send_response(status)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Access-Control-Allow-Headers", "*, authorization")
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()


@contextmanager
def awkward_gateway() -> Iterator[Awkward]:
    """Run such a gateway on a free port."""
    with answering(_Answers, Awkward) as gateway:
        try:
            yield gateway
        finally:
            gateway.release(1000)
