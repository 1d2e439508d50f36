"""What stands for `httpx2`, and `httpx`, in a page: the names that samples use, with the page as the only way out."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from http import HTTPStatus as codes
from types import TracebackType
from typing import Any

from gatepost.run.bodies import body_of, with_params
from gatepost.run.bridge import Request, Unanswered, current
from gatepost.run.httpx_errors import (
    ConnectError,
    ConnectTimeout,
    HTTPError,
    HTTPStatusError,
    ReadError,
    ReadTimeout,
    RequestError,
    TimeoutException,
    TransportError,
    UnsupportedProtocol,
    refused,
)
from gatepost.run.httpx_response import Headers, Response

__all__ = [
    "AsyncClient",
    "Client",
    "ConnectError",
    "ConnectTimeout",
    "HTTPError",
    "HTTPStatusError",
    "Headers",
    "ReadError",
    "ReadTimeout",
    "RequestError",
    "Response",
    "Timeout",
    "TimeoutException",
    "TransportError",
    "UnsupportedProtocol",
    "codes",
]


class Timeout:
    """Seconds to wait for a part of an answer; the finer ones of httpx2 count where they mean reading."""

    def __init__(self, timeout: float | None = None, *, read: float | None = None, **others: float | None) -> None:
        self.read = timeout if read is None else read


class _Settings:
    """What both clients keep, and how they make a request of it."""

    def __init__(
        self,
        *,
        base_url: str = "",
        headers: Any = None,
        params: Any = None,
        auth: Any = None,
        timeout: Any = None,
        **others: Any,
    ) -> None:
        self.base_url, self.headers, self.params = base_url, Headers(headers), dict(params or {})
        self._auth, self._timeout = auth, timeout

    async def _ask(
        self,
        method: str,
        url: str,
        *,
        content: Any = None,
        data: Any = None,
        files: Any = None,
        json: Any = None,
        params: Any = None,
        headers: Any = None,
        auth: Any = None,
        timeout: Any = None,
        cookies: Mapping[str, str] | None = None,
        follow_redirects: bool = False,
    ) -> Response:
        body, media_type = body_of(content, data, files, json)
        merged = Headers([*self.headers.items(), *Headers(headers).items()])
        if media_type:
            merged.setdefault("content-type", media_type)
        if auth := auth or self._auth:
            merged["authorization"] = "Basic " + b64encode(":".join(auth).encode()).decode()
        if cookies:
            merged["cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
        joined = with_params(with_params(_joined(self.base_url, str(url)), self.params), params)
        request = Request(method.upper(), joined, tuple(merged.items()), body)
        limit = self._timeout if timeout is None else timeout
        seconds = limit.read if isinstance(limit, Timeout) else limit
        try:
            return Response(await current().ask(request, seconds), request, seconds)
        except Unanswered as failure:
            raise refused(failure, request) from None

    async def _read(self, method: str, url: str, **options: Any) -> Response:
        response = await self._ask(method, url, **options)
        await response.aread()
        return response


class _Streaming:
    """`with client.stream(...) as response`, and the same with `async with`."""

    def __init__(self, asked: Callable[[], Any]) -> None:
        self._asked = asked
        self._response: Response | None = None

    async def __aenter__(self) -> Response:
        self._response = await self._asked()
        return self._response

    async def __aexit__(self, *_: object) -> None:
        if self._response:
            self._response.close()

    def __enter__(self) -> Any:
        return current().wait(self.__aenter__())

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._response:
            self._response.close()


def _verb(method: str) -> Callable[..., Any]:
    def call(self: Any, url: str, **options: Any) -> Any:
        return self.request(method, url, **options)

    call.__name__ = method.lower()
    call.__doc__ = f"Send {method} and return the whole answer."
    return call


class _Verbs(_Settings):
    get, post, put, patch = _verb("GET"), _verb("POST"), _verb("PUT"), _verb("PATCH")
    delete, head, options = _verb("DELETE"), _verb("HEAD"), _verb("OPTIONS")

    def stream(self, method: str, url: str, **options: Any) -> Any:
        """Send a request whose answer is read as it comes."""
        return _Streaming(lambda: self._ask(method, url, **options))


class Client(_Verbs):
    """Sends and waits."""

    def request(self, method: str, url: str, **options: Any) -> Any:
        """Send a request and return the whole answer."""
        return current().wait(self._read(method, url, **options))

    def close(self) -> None:
        """Do nothing: the page holds no connection for it."""

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class AsyncClient(_Verbs):
    """Sends; what it returns is awaited."""

    async def request(self, method: str, url: str, **options: Any) -> Response:
        """Send a request and return the whole answer."""
        return await self._read(method, url, **options)

    async def aclose(self) -> None:
        """Do nothing: the page holds no connection for it."""

    async def __aenter__(self) -> AsyncClient:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()


def request(method: str, url: str, **options: Any) -> Any:
    """Send a request and return the whole answer."""
    return Client().request(method, url, **options)


def stream(method: str, url: str, **options: Any) -> Any:
    """Send a request whose answer is read as it comes."""
    return Client().stream(method, url, **options)


def _function(method: str) -> Callable[..., Any]:
    def call(url: str, **options: Any) -> Any:
        return request(method, url, **options)

    call.__name__ = method.lower()
    call.__doc__ = f"Send {method} and return the whole answer."
    return call


get, post, put, patch = _function("GET"), _function("POST"), _function("PUT"), _function("PATCH")
delete, head, options = _function("DELETE"), _function("HEAD"), _function("OPTIONS")


def _joined(base: str, url: str) -> str:
    return url if "://" in url or not base else f"{base.rstrip('/')}/{url.lstrip('/')}"


def __getattr__(name: str) -> Any:
    raise AttributeError(f"What stands for httpx2 in this page has no '{name}'. Copy the sample to run it outside.")
