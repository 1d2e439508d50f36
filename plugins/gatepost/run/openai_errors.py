"""The exceptions of `openai`."""

from __future__ import annotations

import json
from typing import Any

from gatepost.run.httpx_response import Response


class OpenAIError(Exception):
    """The base of all."""


class APIError(OpenAIError):
    """Something that the gateway said, or did not say; `body` is its error object."""

    def __init__(self, message: str, *, body: Any = None) -> None:
        super().__init__(message)
        self.message, self.body = message, body
        error = body.get("error", body) if isinstance(body, dict) else {}
        known = error if isinstance(error, dict) else {}
        self.code, self.type, self.param = known.get("code"), known.get("type"), known.get("param")


class APIConnectionError(APIError):
    """No whole answer."""


class APITimeoutError(APIConnectionError):
    """It took too long."""


class APIStatusError(APIError):
    """An answer whose status is an error."""

    def __init__(self, message: str, *, response: Response, body: Any) -> None:
        super().__init__(message, body=body)
        self.response, self.status_code = response, response.status_code
        self.request_id = response.headers.get("x-request-id")


class BadRequestError(APIStatusError):
    """400."""


class AuthenticationError(APIStatusError):
    """401."""


class PermissionDeniedError(APIStatusError):
    """403."""


class NotFoundError(APIStatusError):
    """404."""


class ConflictError(APIStatusError):
    """409."""


class UnprocessableEntityError(APIStatusError):
    """422."""


class RateLimitError(APIStatusError):
    """429."""


class InternalServerError(APIStatusError):
    """500 and above."""


_BY_STATUS = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableEntityError,
    429: RateLimitError,
}


def status_error(response: Response) -> APIStatusError:
    """Return the exception for an answer that has been read."""
    try:
        body: Any = json.loads(response.content)
    except ValueError:
        body = response.text
    status = response.status_code
    kind = _BY_STATUS.get(status, InternalServerError if status >= 500 else APIStatusError)
    error = body.get("error", body) if isinstance(body, dict) else body
    said = error.get("message") if isinstance(error, dict) else None
    return kind(f"Error code: {status}{f' - {said}' if said else ''}", response=response, body=error)
