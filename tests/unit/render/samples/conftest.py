"""An echo server on loopback, and operations whose values try to break out of their quotes."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

import pytest

from gatepost.model.gateway import Gateway
from gatepost.model.media_type import Example, MediaType
from gatepost.model.operation import Operation
from gatepost.model.parameter import Parameter
from gatepost.model.request_body import RequestBody
from gatepost.model.response import Response
from gatepost.model.schema import Json
from gatepost.model.security import SchemeUse, SecurityRequirement, SecurityScheme
from gatepost.model.server import Server

NASTY = (
    "'; touch PWNED #",
    "$(touch PWNED) `touch PWNED`",
    '"; touch PWNED; echo "',
    '"""; __import__("os").system("touch PWNED"); """',
    "</script><script>alert(1)</script>",
    "${process.exit(1)} #{exit} {0} %s %(x)s $x {$x}",
    "back\\slash \\n \\u0041 \\' \\\" ends with \\",
    "two\nlines\r\nand\ttab",
    "nul \x00 bell \x07 escape \x1b[31m delete \x7f",
    "snowman ☃ rocket 🚀 bidi \u202e zero\u200bwidth \u2028 mark \ufdd0\ufdd1 é",
    "!history ~ * ? [a-z] {b,c} | & ; < > ( ) ^ = + % , @file",
    "`raw` JSON EOF ''' ''",
    "  spaces around  ",
    "<b>&amp;</b>",
)


class Received(NamedTuple):
    """A request as the server got it."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


class Echo(ThreadingHTTPServer):
    """Keeps every request; answers with `answer`, or with `events` where the request asks for a stream."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.received: list[Received] = []
        self.answer: Json = {"ok": True}
        self.events: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Echo

    def __getattr__(self, name: str) -> Any:
        if name.startswith("do_"):
            return self._answer
        raise AttributeError(name)

    def _answer(self) -> None:
        body = self._body()
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.received.append(Received(self.command, self.path, headers, body))
        if self.server.events:
            kind, answer = "text/event-stream", "".join(f"data: {event}\n\n" for event in self.server.events).encode()
        else:
            kind, answer = "application/json", json.dumps(self.server.answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer)

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = b""
        while size := int(self.rfile.readline(), 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def echo() -> Iterator[Echo]:
    server = Echo()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def nasty() -> tuple[str, ...]:
    """Strings that break out of quotes somewhere."""
    return NASTY


Gateways = Callable[..., Gateway]

SCHEMES = {
    "bearer": SecurityScheme(key="bearer", name="bearer", type="http", http_scheme="bearer"),
    "basic": SecurityScheme(key="basic", name="basic", type="http", http_scheme="basic"),
    "header": SecurityScheme(key="header", name="header", type="apiKey", location="header", parameter_name="X-Key"),
    "query": SecurityScheme(key="query", name="query", type="apiKey", location="query", parameter_name="key"),
    "cookie": SecurityScheme(key="cookie", name="cookie", type="apiKey", location="cookie", parameter_name="session"),
    "oauth": SecurityScheme(key="oauth", name="oauth", type="oauth2"),
}


@pytest.fixture
def gateway() -> Gateways:
    """Return a function that makes a gateway with one operation."""

    def build(
        path: str = "/things",
        method: str = "GET",
        parameters: tuple[Parameter, ...] = (),
        body: Json = None,
        media_type: str = "application/json",
        schema: Any = None,
        serialized: str = "",
        security: tuple[str, ...] = (),
        server: str = "https://api.example.com",
        answers: tuple[MediaType, ...] = (MediaType(name="application/json"),),
        generated: bool = False,
    ) -> Gateway:
        example = Example(serialized=serialized) if serialized else Example(value=body, generated=generated)
        media = MediaType(name=media_type, examples=(example,), schema=schema)
        operation = Operation(
            id="it",
            method=method,
            path=path,
            parameters=parameters,
            request_body=RequestBody(content=(media,)) if body is not None or serialized else None,
            responses=(Response(status="200", content=answers),),
            security=(SecurityRequirement(uses=tuple(SchemeUse(key=key) for key in security)),),
        )
        servers = (Server(url=server),) if server else ()
        return Gateway(title="It", servers=servers, operations=(operation,), security_schemes=SCHEMES)

    return build
