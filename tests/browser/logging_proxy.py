"""A forward proxy on loopback that writes down every byte a browser sends, and leads made-up hosts to local servers."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from tests.serving import Quiet, answering


class Passed(NamedTuple):
    """A request as it came: the host that it was for, and all of it as text."""

    host: str
    text: str


class LoggingProxy:
    """`hosts` leads names to base URLs; other hosts are not reached, but written down all the same."""

    def __init__(self, url: str, hosts: Mapping[str, str]) -> None:
        self.url, self.hosts = url, hosts
        self.passed: list[Passed] = []

    def hosts_told(self, secret: str) -> set[str]:
        """The hosts that were sent a text."""
        return {host for host, text in self.passed if secret in text}


class _Proxy(Quiet, BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    state: LoggingProxy

    def __getattr__(self, name: str) -> Any:
        if name.startswith("do_"):
            return self._pass_on
        raise AttributeError(name)

    def _pass_on(self) -> None:
        url = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        text = f"{self.command} {self.path}\n{self.headers}\n{body.decode(errors='replace')}"
        self.state.passed.append(Passed(url.netloc or self.path, text))
        base = self.state.hosts.get(url.netloc)
        if base is None:
            return self.send_error(502)
        inner = urlsplit(base)
        connection = HTTPConnection(inner.netloc, timeout=30)
        path = f"{inner.path.rstrip('/')}{url.path}" + (f"?{url.query}" if url.query else "")
        headers = {name: value for name, value in self.headers.items() if not name.lower().startswith("proxy-")}
        connection.request(self.command, path, body, headers | {"Connection": "close"})
        reply = connection.getresponse()
        content = reply.read()
        connection.close()
        self.send_response(reply.status)
        for name, value in reply.getheaders():
            if name.lower() not in ("content-length", "transfer-encoding", "connection"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def logging_proxy(hosts: Mapping[str, str]) -> Iterator[LoggingProxy]:
    """Run such a proxy on a free port."""
    with answering(_Proxy, lambda origin: LoggingProxy(origin, hosts)) as proxy:
        yield proxy
