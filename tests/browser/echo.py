"""A gateway on loopback that answers `{}` to everything and keeps what it was asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler

from tests.serving import Quiet, answering


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


class _Answers(Quiet, BaseHTTPRequestHandler):
    state: Echo

    def do_OPTIONS(self) -> None:
        self._answer(204, b"")

    def do_GET(self) -> None:
        self.state.bodies.append(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        self.state.received.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
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


@contextmanager
def echo_gateway() -> Iterator[Echo]:
    """Run such a gateway on a free port."""
    with answering(_Answers, Echo) as state:
        yield state
