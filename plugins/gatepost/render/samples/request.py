"""One request, decided once for all languages."""

from functools import cache
from typing import Literal
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import msgspec

from gatepost.model.gateway import Gateway
from gatepost.model.operation import Operation
from gatepost.model.security import SecurityScheme
from gatepost.render.samples import credentials, parameters
from gatepost.render.samples.body import Body, build_body, suffix
from gatepost.render.samples.dialect import REQUIRED, dialect_call
from gatepost.render.samples.serialize import encode

_HOST = "https://gateway.example.com"
_URL_SAFE = ":/?#[]@!$&'()*+,;=%"

Answer = Literal["json", "text", "file", "nothing"]

Stream = Literal["", "events", "lines"]
"""How an answer comes piece by piece: as server-sent events, or as lines."""


class Header(msgspec.Struct, frozen=True):
    """A header: `value`, then what the environment variable `variable` holds where one is named."""

    name: str
    value: str
    variable: str = ""


class SampleRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A request with every value filled in, ready to be written down.

    `url` is absolute and percent-encoded, query string included; `bare_url` is without it. `query` has the
    decoded pairs, empty when encoding them anew would not give the query string back. `secret` names a query
    parameter, not yet in `url`, whose value is the key. `basic` asks for HTTP basic credentials. `headers` has
    neither those nor the body's media type. `file` names what a `file` answer is kept in. `call` and
    `client_url` serve clients made for OpenAI's API, where the operation speaks that dialect.
    """

    method: str
    url: str
    bare_url: str
    query: tuple[tuple[str, str], ...] = ()
    headers: tuple[Header, ...] = ()
    secret: str = ""
    basic: bool = False
    body: Body | None = None
    answer: Answer = "json"
    file: str = ""
    stream: Stream = ""
    call: str = ""
    client_url: str = ""

    @property
    def needs_environment(self) -> bool:
        """Whether anything is read from the environment."""
        return bool(self.secret) or self.basic or any(header.variable for header in self.headers)

    @property
    def secret_url(self) -> str:
        """The URL up to the place where the key follows, percent-encoded."""
        return f"{self.url}{'&' if '?' in self.url else '?'}{encode(self.secret)}="


def build_request(operation: Operation, gateway: Gateway) -> SampleRequest:
    """Decide URL, headers, credentials and body of an operation's samples."""
    base = base_url(operation, gateway)
    bare = base + parameters.path(operation.path, operation, gateway)
    pairs = parameters.query(operation, gateway)
    schemes = credentials.schemes(operation, gateway)
    call, start = dialect_call(operation, gateway)
    body = build_body(operation, gateway, needed=REQUIRED.get(call, ()))
    answer, file = _answer(operation)
    return SampleRequest(
        method=operation.method,
        url=f"{bare}?{'&'.join(pair for _, _, pair in pairs)}" if pairs else bare,
        bare_url=bare,
        query=tuple((name, value) for name, value, _ in pairs) if _plain(pairs) else (),
        headers=tuple(_headers(operation, gateway, schemes)),
        secret=next((s.parameter_name for s in schemes if s.type == "apiKey" and s.location == "query"), ""),
        basic=any(s.type == "http" and s.http_scheme == "basic" for s in schemes),
        body=body,
        answer=answer,
        file=file,
        stream=_stream(operation, body, bool(call)),
        call=call,
        client_url=base + parameters.path(start, operation, gateway) if call else "",
    )


def base_url(operation: Operation, gateway: Gateway) -> str:
    """Return the first server's URL, encoded; on a host made for examples where it is not absolute."""
    servers = operation.servers or gateway.servers
    return _absolute(servers[0].default_url) if servers else _HOST


@cache
def _absolute(url: str) -> str:
    try:
        parts = urlsplit(urljoin(_HOST + "/", url))
        host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    except ValueError:
        return _HOST
    if parts.scheme not in ("http", "https") or not host:
        return _HOST
    path = quote(parts.path.rstrip("/"), safe=_URL_SAFE, errors="replace")
    return urlunsplit((parts.scheme, quote(host, safe=_URL_SAFE), path, "", ""))


def _plain(pairs: list[tuple[str, str, str]]) -> bool:
    return all(name and pair == f"{encode(name)}={encode(value)}" for name, value, pair in pairs)


def _headers(operation: Operation, gateway: Gateway, schemes: list[SecurityScheme]) -> list[Header]:
    carried = [(scheme, found) for scheme in schemes if (found := credentials.header(scheme)) is not None]
    secrets = [
        Header(name, before, credentials.variable(scheme, first=index == 0))
        for index, (scheme, (name, before)) in enumerate(carried)
    ]
    plain = [Header(name, value) for name, value in parameters.headers(operation, gateway)]
    return _with_one_cookie([*secrets, *plain])


def _with_one_cookie(headers: list[Header]) -> list[Header]:
    """Join cookies into one header (RFC 6265 section 5.4), the secret one last."""
    cookies = sorted((h for h in headers if h.name == "Cookie"), key=lambda h: bool(h.variable))
    if len(cookies) < 2:
        return headers
    joined = Header("Cookie", "; ".join(h.value for h in cookies), cookies[-1].variable)
    return [*(h for h in headers if h.name != "Cookie"), joined]


def _answer(operation: Operation) -> tuple[Answer, str]:
    success = operation.success
    if success is None:
        return "text", ""
    if not success.content:
        return "nothing" if success.status in ("204", "205", "304") or operation.method == "HEAD" else "text", ""
    if any(media.is_json for media in success.content):
        return "json", ""
    name = success.content[0].name
    if name.startswith(("audio/", "image/", "video/")) or name in ("application/octet-stream", "application/zip"):
        return "file", f"answer{suffix(name)}"
    return "text", ""


def _stream(operation: Operation, body: Body | None, dialect: bool) -> Stream:
    """Say how the answer streams where the body asks for it, or where there is no other way."""
    content = operation.success.content if operation.success else ()
    streams = [media for media in content if media.stream]
    if body is not None and isinstance(body.value, dict) and body.value.get("stream") is True:
        if not streams:
            return "events" if dialect else ""
    elif not streams or len(streams) < len(content) or any(media.is_json for media in streams):
        return ""
    return "events" if any(media.is_json or "event-stream" in media.name for media in streams) else "lines"
