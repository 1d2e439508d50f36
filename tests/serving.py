"""Servers of tests on loopback; among them a plain one of static files, as GitHub Pages is one."""

import gzip
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
TEXT = (".html", ".css", ".js", ".json", ".svg", ".md", ".xml")


class Quiet:
    """Answers without a line in the terminal for each."""

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def answering(handler: type[BaseHTTPRequestHandler], made: Callable[[str], T], **attributes: Any) -> Iterator[T]:
    """Run a handler on a free port; yields what `made` makes of the origin, which the handler has as `state`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    state = made(f"http://127.0.0.1:{server.server_port}")
    server.RequestHandlerClass = type("Answers", (handler,), {"state": state, **attributes})
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()


class _Pages(Quiet, SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Path
    prefix: str

    def do_GET(self) -> None:
        path = self.path.partition("?")[0].partition("#")[0]
        if not path.startswith(self.prefix):
            return self.send_error(404)
        file = self.site / path.removeprefix(self.prefix)
        if file.is_dir():
            if not path.endswith("/"):
                return self._redirect(path + "/")
            file = file / "index.html"
        status = 200
        if not file.is_file() or self.site not in file.resolve().parents:
            status, file = 404, self.site / "404.html"
            if not file.is_file():
                return self.send_error(404)
        body = file.read_bytes()
        self.send_response(status)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Cache-Control", "max-age=600")
        if file.suffix in TEXT and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _redirect(self, location: str) -> None:
        self.send_response(301)
        self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()


@contextmanager
def static_site(site: Path, prefix: str = "/") -> Iterator[str]:
    """Serve a built site; yields its base URL, which ends in a slash."""
    with answering(_Pages, lambda origin: f"{origin}{prefix}", site=site.resolve(), prefix=prefix) as base:
        yield base
