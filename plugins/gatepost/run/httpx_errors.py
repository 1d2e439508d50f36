"""The exceptions of `httpx2`."""

from __future__ import annotations

from typing import Any

from gatepost.run.bridge import Request, Unanswered


class HTTPError(Exception):
    """The base of what goes wrong between a request and its answer."""

    def __init__(self, message: str, *, request: Request | None = None) -> None:
        super().__init__(message)
        self.request = request


class RequestError(HTTPError):
    """No whole answer."""


class TransportError(RequestError):
    """It went wrong on the way."""


class TimeoutException(TransportError):
    """It took too long."""


class ConnectTimeout(TimeoutException):
    """Connecting took too long."""


class ReadTimeout(TimeoutException):
    """Nothing came for too long."""


class ConnectError(TransportError):
    """The gateway was not reached."""


class ReadError(TransportError):
    """The answer broke off."""


class UnsupportedProtocol(TransportError):
    """An address that cannot be called."""


class HTTPStatusError(HTTPError):
    """An answer whose status is an error; `response` is the answer."""

    def __init__(self, message: str, *, request: Request, response: Any) -> None:
        super().__init__(message, request=request)
        self.response = response


_KINDS = {"timeout": ReadTimeout, "interrupted": ReadError, "refused": UnsupportedProtocol}


def refused(failure: Unanswered, request: Request) -> RequestError:
    """Return the exception of httpx2 for a request without a whole answer."""
    said = str(failure) or f"No answer from {request.url}."
    return _KINDS.get(failure.cause, ConnectError)(said, request=request)
