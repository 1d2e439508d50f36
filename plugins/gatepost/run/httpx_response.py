"""The answer as `httpx2` shows it."""

from __future__ import annotations

import codecs
import json
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, MutableMapping
from http import HTTPStatus
from typing import Any

from gatepost.run.bridge import Answer, Flow, Request, Unanswered, current
from gatepost.run.httpx_errors import HTTPStatusError, refused

_GROUPS = {1: "Informational response", 3: "Redirect response", 4: "Client error", 5: "Server error"}


class Headers(MutableMapping[str, str]):
    """Headers, found whatever their case; of those with one name the last counts, but in `get_list`."""

    def __init__(self, given: Mapping[str, str] | Iterable[tuple[str, str]] | None = None) -> None:
        items = given.items() if isinstance(given, Mapping) else given or ()
        self._all = [(str(name).lower(), str(value)) for name, value in items]

    def __getitem__(self, name: str) -> str:
        return dict(self._all)[name.lower()]

    def __setitem__(self, name: str, value: str) -> None:
        self._all = [*(pair for pair in self._all if pair[0] != name.lower()), (name.lower(), value)]

    def __delitem__(self, name: str) -> None:
        self._all = [pair for pair in self._all if pair[0] != name.lower()]

    def __iter__(self) -> Iterator[str]:
        return iter(dict(self._all))

    def __len__(self) -> int:
        return len(dict(self._all))

    def get_list(self, name: str) -> list[str]:
        """Return every value of a name."""
        return [value for known, value in self._all if known == name.lower()]

    def __repr__(self) -> str:
        return f"Headers({dict(self._all)!r})"


class Response:
    """An answer; of a stream, one whose body is read as it comes."""

    def __init__(self, answer: Answer, request: Request, timeout: float | None) -> None:
        self._answer, self._timeout = answer, timeout
        self._content: bytes | None = None
        self.request = request
        self.url = request.url
        self.status_code = answer.status
        self.headers = Headers(answer.headers)

    @property
    def reason_phrase(self) -> str:
        """The words of the status."""
        try:
            return HTTPStatus(self.status_code).phrase
        except ValueError:
            return ""

    @property
    def is_success(self) -> bool:
        """Whether the status is one of 200 to 299."""
        return 200 <= self.status_code < 300

    @property
    def is_error(self) -> bool:
        """Whether the status is 400 or above."""
        return self.status_code >= 400

    @property
    def is_read(self) -> bool:
        """Whether the body is there."""
        return self._content is not None

    @property
    def content(self) -> bytes:
        """The body; RuntimeError while it has not been read."""
        if self._content is None:
            raise RuntimeError("The body of a stream is there after `response.read()`.")
        return self._content

    @property
    def text(self) -> str:
        """The body as text."""
        return self.content.decode(errors="replace")

    def json(self, **options: Any) -> Any:
        """Return the body as a value. Raises json.JSONDecodeError."""
        return json.loads(self.content, **options)

    def raise_for_status(self) -> Response:
        """Raise HTTPStatusError unless the status is a success."""
        if self.is_success:
            return self
        group = _GROUPS.get(self.status_code // 100, "Unknown status")
        said = f"{group} '{self.status_code} {self.reason_phrase}' for url '{self.url}'"
        raise HTTPStatusError(said, request=self.request, response=self)

    async def aread(self) -> bytes:
        """Read the rest of the body."""
        if self._content is None:
            self._content = b"".join([chunk async for chunk in self._chunks()])
        return self._content

    def read(self) -> Any:
        """Read the rest of the body, waiting for it."""
        return current().wait(self.aread())

    def iter_bytes(self, chunk_size: int | None = None) -> Flow[bytes]:
        """The body, piece by piece as it comes."""
        return Flow(self._chunks())

    def iter_text(self, chunk_size: int | None = None) -> Flow[str]:
        """The body as text, piece by piece."""
        return Flow(self._texts())

    def iter_lines(self) -> Flow[str]:
        """The body line by line, without line ends."""
        return Flow(self._lines())

    iter_raw = aiter_raw = aiter_bytes = iter_bytes
    aiter_text, aiter_lines = iter_text, iter_lines

    def close(self) -> None:
        """Leave the rest of the body."""
        self._answer.close()

    async def aclose(self) -> None:
        """Leave the rest of the body."""
        self.close()

    async def _chunks(self) -> AsyncIterator[bytes]:
        if self._content is not None:
            yield self._content
            return
        try:
            async for chunk in self._answer.chunks(self._timeout):
                yield chunk
        except Unanswered as failure:
            raise refused(failure, self.request) from None

    async def _texts(self) -> AsyncIterator[str]:
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        async for chunk in self._chunks():
            yield decoder.decode(chunk)
        yield decoder.decode(b"", True)

    async def _lines(self) -> AsyncIterator[str]:
        rest = ""
        async for text in self._texts():
            # A carriage return at the end may be half of a line end.
            *lines, rest = (rest + text).replace("\r\n", "\n").split("\n")
            for line in lines:
                yield line
        if rest:
            yield rest

    def __repr__(self) -> str:
        return f"<Response [{self.status_code} {self.reason_phrase}]>"
