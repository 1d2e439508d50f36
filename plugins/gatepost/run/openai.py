"""What stands for `openai` in a page: its calls and exceptions, without its retries."""

from __future__ import annotations

import json
import os
from collections.abc import AsyncIterator, Iterator
from typing import Any

from gatepost.run.bridge import Flow, current
from gatepost.run.events import data_of
from gatepost.run.httpx import AsyncClient, RequestError, Response, TimeoutException
from gatepost.run.openai_errors import (
    APIConnectionError,
    APIError,
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    InternalServerError,
    NotFoundError,
    OpenAIError,
    PermissionDeniedError,
    RateLimitError,
    UnprocessableEntityError,
    status_error,
)
from gatepost.run.things import Thing, thing

__all__ = [
    "APIConnectionError",
    "APIError",
    "APIStatusError",
    "APITimeoutError",
    "AsyncOpenAI",
    "AuthenticationError",
    "BadRequestError",
    "ConflictError",
    "InternalServerError",
    "NotFoundError",
    "OpenAI",
    "OpenAIError",
    "PermissionDeniedError",
    "RateLimitError",
    "UnprocessableEntityError",
]

CALLS = {
    "chat.completions.create": ("POST", "/chat/completions"),
    "completions.create": ("POST", "/completions"),
    "responses.create": ("POST", "/responses"),
    "embeddings.create": ("POST", "/embeddings"),
    "moderations.create": ("POST", "/moderations"),
    "images.generate": ("POST", "/images/generations"),
    "models.list": ("GET", "/models"),
    "models.retrieve": ("GET", "/models/{}"),
}
"""The client's methods, and what they ask for."""


class Page(Thing):
    """A list of things, which can be gone through."""

    def __iter__(self) -> Iterator[Any]:
        return iter(self.data)

    async def __aiter__(self) -> AsyncIterator[Any]:
        for one in self.data:
            yield one


class ModelResponse(Thing):
    """An answer of the Responses API."""

    @property
    def output_text(self) -> str:
        """All text that the model said."""
        parts = (part for item in self.output or () for part in item.content or ())
        return "".join(part.text for part in parts if part.type == "output_text")


class Stream(Flow[Any]):
    """The events of a stream."""

    def __init__(self, response: Response) -> None:
        super().__init__(_events(response))
        self.response = response

    def close(self) -> None:
        """Leave the rest."""
        self.response.close()

    def __enter__(self) -> Stream:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


async def _events(response: Response) -> AsyncIterator[Any]:
    async for data in data_of(response.iter_lines().__aiter__()):
        if data.strip() == "[DONE]":
            return
        value = json.loads(data)
        if isinstance(value, dict) and "error" in value and "type" not in value:
            raise APIError(_message(value), body=value)
        yield thing(value)


def _message(value: dict[str, Any]) -> str:
    error = value["error"]
    return str(error.get("message", error)) if isinstance(error, dict) else str(error)


class _Client:
    """What both clients have in common."""

    def __init__(
        self,
        *,
        api_key: str | None = None,
        base_url: str | None = None,
        default_headers: dict[str, str] | None = None,
        default_query: dict[str, Any] | None = None,
        timeout: Any = None,
        max_retries: int = 2,
        **others: Any,
    ) -> None:
        api_key = api_key or os.environ.get("OPENAI_API_KEY")
        if not api_key:
            raise OpenAIError("No key: give `api_key` or set OPENAI_API_KEY.")
        self.base_url = base_url or os.environ.get("OPENAI_BASE_URL") or "https://api.openai.com/v1"
        headers = {"authorization": f"Bearer {api_key}", **(default_headers or {})}
        self._http = AsyncClient(base_url=self.base_url, headers=headers, params=default_query, timeout=timeout)

    def __getattr__(self, name: str) -> _Path:
        if name.startswith("_") or not any(call.startswith(f"{name}.") for call in CALLS):
            raise AttributeError(
                f"What stands for openai in this page has no '{name}'. Copy the sample to run it outside."
            )
        return _Path(self, name)

    def _give(self, coroutine: Any) -> Any:
        """Return what a call gives its caller."""
        raise NotImplementedError

    async def _call(
        self,
        name: str,
        target: str = "",
        *,
        extra_body: dict[str, Any] | None = None,
        extra_query: dict[str, Any] | None = None,
        extra_headers: dict[str, str] | None = None,
        timeout: Any = None,
        **body: Any,
    ) -> Any:
        method, path = CALLS[name]
        sent = {**body, **(extra_body or {})}
        options = {"json": sent} if method == "POST" else {}
        response = await self._sent(
            method, path.format(target), params=extra_query, headers=extra_headers, timeout=timeout, **options
        )
        if sent.get("stream"):
            return Stream(response)
        value = json.loads(await self._body(response))
        if name == "models.list":
            return Page(value)
        return ModelResponse(value) if name == "responses.create" else thing(value)

    async def _sent(self, method: str, path: str, **options: Any) -> Response:
        try:
            response = await self._http._ask(method, path, **options)
            if response.is_error:
                await response.aread()
        except TimeoutException as failure:
            raise APITimeoutError(str(failure)) from failure
        except RequestError as failure:
            raise APIConnectionError(str(failure)) from failure
        if response.is_error:
            raise status_error(response)
        return response

    async def _body(self, response: Response) -> bytes:
        try:
            return await response.aread()
        except RequestError as failure:
            raise APIConnectionError(str(failure)) from failure


class _Path:
    """`client.chat.completions`, on the way to a call."""

    def __init__(self, client: _Client, name: str) -> None:
        self._client, self._name = client, name

    def __getattr__(self, name: str) -> _Path:
        longer = f"{self._name}.{name}"
        if not any(call == longer or call.startswith(f"{longer}.") for call in CALLS):
            raise AttributeError(
                f"What stands for openai in this page has no '{longer}'. Copy the sample to run it outside."
            )
        return _Path(self._client, longer)

    def __call__(self, *arguments: Any, **body: Any) -> Any:
        return self._client._give(self._client._call(self._name, *arguments, **body))


class OpenAI(_Client):
    """Sends and waits."""

    def _give(self, coroutine: Any) -> Any:
        return current().wait(coroutine)

    def __enter__(self) -> OpenAI:
        return self

    def __exit__(self, *_: object) -> None:
        pass


class AsyncOpenAI(_Client):
    """Sends; what it returns is awaited."""

    def _give(self, coroutine: Any) -> Any:
        return coroutine

    async def __aenter__(self) -> AsyncOpenAI:
        return self

    async def __aexit__(self, *_: object) -> None:
        pass
