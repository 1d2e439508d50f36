"""The same-origin proxy of `mkdocs serve`: configured gateways only, for this site's own pages only.

A gateway that does not answer other origins, or hides its headers from them, can be called through it. It passes
bytes on as they arrive. Other sites cannot use it: a request must come from a page of this server, by a loopback
name, and every path leads below the base URL of one configured gateway.
"""

import http.client
import ipaddress
import json
import os
import re
import ssl
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer

from gatepost import TargetInput

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
Headers = list[tuple[str, str]]

PREFIX = "_gatepost/proxy/"
CONNECT_SECONDS, ANSWER_SECONDS = 10, 600
HOP_BY_HOP = frozenset(
    "connection keep-alive proxy-authenticate proxy-authorization proxy-connection te trailer transfer-encoding "
    "upgrade".split()
)
KEPT_BACK = HOP_BY_HOP | frozenset("host origin referer cookie accept-encoding content-length".split())
NOT_RETURNED = HOP_BY_HOP | frozenset("set-cookie server date".split())


class RefusedError(Exception):
    """A request that is not passed on: status and why, in words for the reader of the console."""

    def __init__(self, status: str, message: str) -> None:
        self.status = status
        super().__init__(message)


class Upstream(NamedTuple):
    """A gateway: where it is, and the headers that it gets besides those of the page."""

    name: str
    scheme: str
    host: str
    port: int | None
    base: str
    headers: Mapping[str, str]


class Proxy:
    """A WSGI application that passes `PREFIX<name>/…` on, and leaves the rest to `inner`."""

    def __init__(self, targets: Sequence[TargetInput], inner: Application, mount: str = "/") -> None:
        self._inner = inner
        self._start = mount + PREFIX
        self._upstreams = {slug(target.name): upstream(target) for target in targets}

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        target = _raw_target(environ)
        if not target.startswith(self._start):
            return self._inner(environ, start_response)
        try:
            check_caller(environ)
            gateway, path = self._resolve(target[len(self._start) :])
            connection, answer = _exchange(gateway, path, environ)
            body = _Chunks(connection, answer)
        except RefusedError as refusal:
            return _refuse(refusal, start_response)
        try:
            headers = _returned(answer, gateway, path, self._start)
        except RefusedError as refusal:
            body.close()
            return _refuse(refusal, start_response)
        start_response(f"{answer.status} {answer.reason or 'Unknown'}", headers)
        return body

    def _resolve(self, rest: str) -> tuple[Upstream, str]:
        """Return the gateway of a path, and the path and query there."""
        name, _, below = rest.partition("/")
        gateway = self._upstreams.get(unquote(name))
        if gateway is None:
            raise RefusedError(
                "404 Not Found", f"No gateway '{name}' is set up for the proxy under gatepost/console: targets."
            )
        path, mark, query = below.partition("?")
        if any(unquote(segment) in (".", "..") for segment in path.split("/")):
            raise RefusedError(
                "400 Bad Request", "The path has a '.' or '..' segment, which would leave the gateway's base URL."
            )
        return gateway, f"{gateway.base}/{path}{mark}{query}"


def attach(server: LiveReloadServer, targets: Sequence[TargetInput]) -> LiveReloadServer:
    """Put the proxy before the development server."""
    # `wsgiref` decodes the path, which would make %2F in a parameter's value a slash; the handler has it as sent.
    handler: Any = server.RequestHandlerClass

    class RawTargetHandler(handler):  # type: ignore[misc]
        def get_environ(self) -> Environ:
            return {**super().get_environ(), "REQUEST_URI": self.path}

    server.RequestHandlerClass = RawTargetHandler
    inner: Any = server.get_app()
    server.set_app(Proxy(targets, inner, server.mount_path))
    return server


def path(name: str, config: MkDocsConfig) -> str:
    """Return the path on this site under which the gateway with this name can be called."""
    mount = urlsplit(config.site_url or "/").path or "/"
    return f"{mount.rstrip('/')}/{PREFIX}{slug(name)}"


def slug(name: str) -> str:
    """Return a gateway's name as a path segment."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "gateway"


def upstream(target: TargetInput) -> Upstream:
    """Return the gateway that a target names; its headers are filled when a request is made."""
    url = urlsplit(target.url)
    return Upstream(target.name, url.scheme, url.hostname or "", url.port, url.path.rstrip("/"), target.headers)


def check_caller(environ: Environ) -> None:
    """Refuse requests that a page of this server did not make. Raises RefusedError."""
    host = check_host(environ)
    if environ.get("HTTP_SEC_FETCH_SITE", "same-origin") != "same-origin":
        raise RefusedError("403 Forbidden", "This answers pages of this site only.")
    origin = environ.get("HTTP_ORIGIN")
    if origin is not None and urlsplit(origin).netloc != host:
        raise RefusedError("403 Forbidden", f"This answers pages of this site only, not of '{origin}'.")


def check_host(environ: Environ) -> str:
    """Return the name that this server is called by. Raises RefusedError for one that is not of loopback."""
    host: str = environ.get("HTTP_HOST", "")
    if not _is_loopback(urlsplit(f"//{host}").hostname or ""):
        raise RefusedError("403 Forbidden", f"This answers on this computer only, not as '{host}'.")
    return host


def _exchange(
    gateway: Upstream, path: str, environ: Environ
) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
    """Send the request, and return with the head of the answer. Raises RefusedError when that fails."""
    headers = _forwarded(environ, gateway)
    length = int(environ.get("CONTENT_LENGTH") or 0)
    body = _limited(environ["wsgi.input"], length) if length else None
    if length:
        headers["Content-Length"] = str(length)
    connection = _connection(gateway)
    try:
        connection.connect()
        connection.sock.settimeout(ANSWER_SECONDS)
        connection.request(environ["REQUEST_METHOD"], path, body, headers)
        return connection, connection.getresponse()
    except (OSError, http.client.HTTPException, ValueError) as error:
        connection.close()
        reason = str(error) or type(error).__name__
        raise RefusedError(
            "502 Bad Gateway", f"'{gateway.name}' did not answer at {gateway.scheme}://{gateway.host}: {reason}."
        ) from None


def _connection(gateway: Upstream) -> http.client.HTTPConnection:
    if gateway.scheme == "https":
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(gateway.host, gateway.port, timeout=CONNECT_SECONDS, context=context)
    return http.client.HTTPConnection(gateway.host, gateway.port, timeout=CONNECT_SECONDS)


def _forwarded(environ: Environ, gateway: Upstream) -> dict[str, str]:
    """Return the headers for the gateway: the page's own, then the configured ones, which win."""
    names = {key[5:].replace("_", "-").lower(): value for key, value in environ.items() if key.startswith("HTTP_")}
    headers = {
        name: value
        for name, value in names.items()
        if name not in KEPT_BACK and not name.startswith(("sec-", "proxy-"))
    }
    if environ.get("CONTENT_TYPE"):
        headers["content-type"] = environ["CONTENT_TYPE"]
    # A compressed stream would arrive in lumps.
    headers["accept-encoding"] = "identity"
    for name, value in gateway.headers.items():
        headers[name.lower()] = _filled(value, gateway)
    return headers


def _filled(value: str, gateway: Upstream) -> str:
    def variable(found: re.Match[str]) -> str:
        name = found[1] or found[2]
        if name not in os.environ:
            raise RefusedError(
                "502 Bad Gateway", f"The environment variable {name}, which '{gateway.name}' needs, is not set."
            )
        return os.environ[name]

    return re.sub(r"\$(?:\{(\w+)\}|(\w+))", variable, value)


def _returned(answer: http.client.HTTPResponse, gateway: Upstream, path: str, start: str) -> Headers:
    """Return the headers for the page. Raises RefusedError for a redirect that leaves the gateway."""
    headers = [(name, value) for name, value in answer.getheaders() if name.lower() not in NOT_RETURNED]
    if answer.status in (301, 302, 303, 307, 308) and (location := answer.getheader("location")):
        headers = [(name, value) for name, value in headers if name.lower() != "location"]
        headers.append(("Location", _own_location(location, gateway, path, start)))
    return headers


def _own_location(location: str, gateway: Upstream, path: str, start: str) -> str:
    """Return where a redirect leads through the proxy."""
    base = f"{gateway.scheme}://{gateway.host}{f':{gateway.port}' if gateway.port else ''}"
    url = urljoin(base + path, location)
    if not url.startswith(f"{base}{gateway.base}/"):
        raise RefusedError(
            "502 Bad Gateway", f"'{gateway.name}' redirects to {location}, outside its base URL; not followed."
        )
    return f"{start}{slug(gateway.name)}{url[len(base + gateway.base) :]}"


class _Chunks:
    """The body as it arrives. A class, since a generator that was never begun does not close what it holds."""

    def __init__(self, connection: http.client.HTTPConnection, answer: http.client.HTTPResponse) -> None:
        self._connection, self._answer = connection, answer

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            chunk = self._answer.read1(65536)
        except (OSError, http.client.HTTPException):
            # The head is sent: a cut body is all that is left to tell.
            chunk = b""
        if chunk:
            return chunk
        self.close()
        raise StopIteration

    def close(self) -> None:
        self._answer.close()
        self._connection.close()


def _limited(stream: Any, length: int) -> Iterator[bytes]:
    while length > 0 and (chunk := stream.read(min(length, 65536))):
        length -= len(chunk)
        yield chunk


def _refuse(refusal: RefusedError, start_response: StartResponse) -> list[bytes]:
    content = json.dumps({"error": {"type": "proxy", "message": str(refusal)}}).encode()
    start_response(refusal.status, [("Content-Type", "application/json"), ("Content-Length", str(len(content)))])
    return [content]


def _raw_target(environ: Environ) -> str:
    if "REQUEST_URI" in environ:
        return str(environ["REQUEST_URI"])
    query = f"?{environ['QUERY_STRING']}" if environ.get("QUERY_STRING") else ""
    return quote(environ["PATH_INFO"], encoding="latin-1") + query


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
