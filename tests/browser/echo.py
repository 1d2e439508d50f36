"""A gateway on loopback that answers `{}` to everything and keeps what it was asked."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Echo:
    """What arrived: the raw path with its query, the headers and the bytes of each request but preflights."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.host = url.removeprefix("http://")
        self.received: list[tuple[str, dict[str, str]]] = []
        self.bodies: list[bytes] = []

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.received]


class _Answers(BaseHTTPRequestHandler):
    echo: Echo

    def do_OPTIONS(self) -> None:
        self._answer(204, b"")

    def do_GET(self) -> None:
        self.echo.bodies.append(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        self.echo.received.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        self._answer(200, b"{}")

    def do_POST(self) -> None:
        self.do_GET()

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Access-Control-Allow-Headers", self.headers.get("Access-Control-Request-Headers", "*"))
        self.send_header("Access-Control-Allow-Methods", "*")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def echo_gateway() -> Iterator[Echo]:
    """Run such a gateway on a free port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    echo = Echo(f"http://127.0.0.1:{server.server_port}")
    server.RequestHandlerClass = type("Answers", (_Answers,), {"echo": echo})
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield echo
    finally:
        server.shutdown()
        server.server_close()
