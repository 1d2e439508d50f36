"""Gateways on loopback that let no page in, each in a way of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler

from tests.serving import Quiet, answering

WAYS = ("none", "404", "405", "400", "header")


class Unwilling:
    """What arrived: method, path and headers of every request."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.received: list[str] = []


class _Answers(Quiet, BaseHTTPRequestHandler):
    """The first segment of the path names the way."""

    state: Unwilling

    @property
    def way(self) -> str:
        return self.path.split("/")[1]

    def do_OPTIONS(self) -> None:
        self._keep()
        if self.way.isdigit():
            self._answer(int(self.way), {})
        else:
            self._answer(204, {"Access-Control-Allow-Headers": "x-note"})

    def do_GET(self) -> None:
        self._keep()
        self._answer(200, {})

    def _keep(self) -> None:
        self.state.received.append(f"{self.command} {self.path} {dict(self.headers)}")

    def _answer(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        if self.way != "none":
            self.send_header("Access-Control-Allow-Origin", "*")
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()


@contextmanager
def unwilling_gateways() -> Iterator[Unwilling]:
    """Run them on a free port."""
    with answering(_Answers, Unwilling) as state:
        yield state
