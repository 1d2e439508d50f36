"""What stands for `requests` in a page: the names that samples use."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from http import HTTPStatus as codes
from typing import Any

from gatepost.run import httpx
from gatepost.run.bridge import current
from gatepost.run.httpx_response import Response as _Response

__all__ = ["HTTPError", "Response", "Session", "Timeout", "codes", "request"]


class RequestException(OSError):
    """The base of what goes wrong."""

    def __init__(self, message: str, response: Any = None) -> None:
        super().__init__(message)
        self.response = response


class ConnectionError(RequestException):
    """No whole answer."""


class Timeout(RequestException):
    """It took too long."""


class HTTPError(RequestException):
    """An answer whose status is an error; `response` is the answer."""


class Response:
    """An answer; with `stream=True`, one whose body is read as it comes."""

    def __init__(self, response: _Response) -> None:
        self._response = response
        self.status_code, self.url, self.headers = response.status_code, response.url, response.headers
        self.reason, self.ok, self.encoding = response.reason_phrase, not response.is_error, "utf-8"

    @property
    def content(self) -> Any:
        """The body, waited for where it is a stream's."""
        return self._response.content if self._response.is_read else self._response.read()

    @property
    def text(self) -> str:
        """The body as text."""
        return str(self.content.decode(errors="replace"))

    def json(self, **options: Any) -> Any:
        """Return the body as a value."""
        return json.loads(self.content, **options)

    def raise_for_status(self) -> None:
        """Raise HTTPError where the status is an error."""
        if not self.ok:
            side = "Client" if self.status_code < 500 else "Server"
            raise HTTPError(f"{self.status_code} {side} Error: {self.reason} for url: {self.url}", self)

    def iter_lines(self, chunk_size: int = 512, decode_unicode: bool = False) -> Iterator[Any]:
        """Yield the body line by line."""
        for line in self._response.iter_lines():
            yield line if decode_unicode else line.encode()

    def iter_content(self, chunk_size: int = 1, decode_unicode: bool = False) -> Iterator[Any]:
        """Yield the body as it comes."""
        yield from self._response.iter_text() if decode_unicode else self._response.iter_bytes()

    def close(self) -> None:
        """Leave the rest."""
        self._response.close()

    def __enter__(self) -> Response:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Response [{self.status_code}]>"


class Session:
    """Sends and waits; its headers go with every request."""

    def __init__(self) -> None:
        self.headers: dict[str, str] = {}
        self.auth: Any = None

    def request(self, method: str, url: str, *, stream: bool = False, **options: Any) -> Any:
        """Send a request and return the answer."""
        return current().wait(self._asked(method, url, stream, options))

    async def _asked(self, method: str, url: str, stream: bool, options: dict[str, Any]) -> Response:
        options.pop("verify", None)
        timeout = options.pop("timeout", None)
        options["timeout"] = timeout[-1] if isinstance(timeout, tuple) else timeout
        follow = options.pop("allow_redirects", True)
        client = httpx.AsyncClient(headers=self.headers, auth=self.auth)
        try:
            response = await client._ask(method, url, follow_redirects=follow, **options)
            if not stream:
                await response.aread()
        except httpx.TimeoutException as failure:
            raise Timeout(str(failure)) from None
        except httpx.RequestError as failure:
            raise ConnectionError(str(failure)) from None
        return Response(response)

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        pass


def request(method: str, url: str, **options: Any) -> Any:
    """Send a request and return the answer."""
    return Session().request(method, url, **options)


def _function(method: str) -> Callable[..., Any]:
    def call(url: str, *arguments: Any, **options: Any) -> Any:
        if arguments:
            options["params" if method in ("GET", "OPTIONS", "HEAD") else "data"] = arguments[0]
        return request(method, url, **options)

    call.__name__ = method.lower()
    call.__doc__ = f"Send {method} and return the answer."
    return call


def _method(method: str) -> Callable[..., Any]:
    def call(self: Session, url: str, **options: Any) -> Any:
        return self.request(method, url, **options)

    return call


get, post, put, patch = _function("GET"), _function("POST"), _function("PUT"), _function("PATCH")
delete, head, options = _function("DELETE"), _function("HEAD"), _function("OPTIONS")
for _name in ("get", "post", "put", "patch", "delete", "head", "options"):
    setattr(Session, _name, _method(_name.upper()))


def __getattr__(name: str) -> Any:
    raise AttributeError(f"What stands for requests in this page has no '{name}'. Copy the sample to run it outside.")
