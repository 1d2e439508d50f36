"""The way from a sample to its gateway: the page sends each request, and hands back what comes, piece by piece."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Generator, Iterator
from typing import Any, Generic, NamedTuple, TypeVar

Item = TypeVar("Item")
Headers = tuple[tuple[str, str], ...]

UNABLE = (
    "This browser cannot let Python wait inside a function. Call from the outermost level of the sample, or use the "
    "asynchronous client with `await`."
)
_END = object()


class Request(NamedTuple):
    """A request as it leaves the sample."""

    method: str
    url: str
    headers: Headers
    body: bytes


class Unanswered(Exception):
    """No answer, or only a part of one; `cause` is the page's word for it, or `timeout`."""

    def __init__(self, cause: str, said: str) -> None:
        super().__init__(said)
        self.cause = cause


class Answer:
    """An answer whose body may still be on its way."""

    def __init__(self, bridge: Bridge, number: int, arriving: asyncio.Queue[tuple[str, Any]]) -> None:
        self._bridge, self._number, self._arriving = bridge, number, arriving
        self.status = 0
        self.headers: Headers = ()
        self._ended = False

    async def begin(self, timeout: float | None) -> None:
        """Wait for status and headers. Raises Unanswered."""
        _, (self.status, self.headers) = await self._next(timeout)

    async def chunks(self, timeout: float | None = None) -> AsyncIterator[bytes]:
        """Yield the body as it comes; `timeout` is for each piece, in seconds. Raises Unanswered."""
        try:
            while not self._ended:
                kind, value = await self._next(timeout)
                self._ended = kind == "end"
                if not self._ended:
                    yield value
        finally:
            self.close()

    def close(self) -> None:
        """Leave the rest of it."""
        self._bridge.leave(self._number)

    async def _next(self, timeout: float | None) -> tuple[str, Any]:
        try:
            kind, value = await asyncio.wait_for(self._arriving.get(), timeout)
        except TimeoutError:
            self.close()
            raise Unanswered("timeout", f"Nothing came for {timeout:g} seconds.") from None
        if kind == "failure":
            self._ended = True
            self.close()
            raise Unanswered(*value)
        return kind, value


class Pending:
    """What a call gives where Python cannot wait for it: awaitable, and nothing else."""

    def __init__(self, coroutine: Coroutine[Any, Any, Any]) -> None:
        self._coroutine = coroutine

    def __await__(self) -> Generator[Any, Any, Any]:
        return self._coroutine.__await__()

    def __getattr__(self, name: str) -> Any:
        self._coroutine.close()
        raise RuntimeError(UNABLE)


class Bridge:
    """The requests of one run. `send` and `cancel` are the page's; `block` waits for an awaitable, None cannot."""

    def __init__(
        self,
        send: Callable[[int, Request], Any],
        cancel: Callable[[int], Any],
        block: Callable[[Awaitable[Any]], Any] | None,
    ) -> None:
        self._send, self._cancel, self._block = send, cancel, block
        self._open: dict[int, asyncio.Queue[tuple[str, Any]]] = {}
        self._number = 0

    async def ask(self, request: Request, timeout: float | None = None) -> Answer:
        """Return the answer as soon as its status is known. Raises Unanswered."""
        self._number += 1
        arriving: asyncio.Queue[tuple[str, Any]] = asyncio.Queue()
        self._open[self._number] = arriving
        answer = Answer(self, self._number, arriving)
        self._send(self._number, request)
        await answer.begin(timeout)
        return answer

    def take(self, number: int, kind: str, value: Any = None) -> None:
        """Take a part of an answer: `head` (status, headers), `chunk` bytes, `end`, `failure` (cause, words)."""
        if number in self._open:
            self._open[number].put_nowait((kind, value))
            if kind in ("end", "failure"):
                del self._open[number]

    def leave(self, number: int) -> None:
        """Tell the page that nobody waits for the rest."""
        if self._open.pop(number, None) is not None:
            self._cancel(number)

    @property
    def patient(self) -> bool:
        """Whether a call can wait for its answer without `await`."""
        return self._block is not None

    def wait(self, coroutine: Coroutine[Any, Any, Item]) -> Any:
        """Return what a coroutine gives; where Python cannot wait, something to be awaited."""
        if self._block is None:
            return Pending(coroutine)
        # An exception that a task ends with would be reported besides, as one that nobody looks at.
        result, failure = self._block(_outcome(coroutine))
        if failure:
            raise failure
        return result


async def _outcome(coroutine: Coroutine[Any, Any, Item]) -> tuple[Item | None, BaseException | None]:
    try:
        return await coroutine, None
    except BaseException as failure:
        return None, failure


class Flow(Generic[Item]):
    """Something that arrives piece by piece, for `for` and for `async for`."""

    def __init__(self, pieces: AsyncIterator[Item]) -> None:
        self._pieces = pieces

    def __aiter__(self) -> AsyncIterator[Item]:
        return self._pieces

    def __iter__(self) -> Iterator[Item]:
        if not current().patient:
            raise RuntimeError(UNABLE)
        while (piece := current().wait(self._next())) is not _END:
            yield piece

    async def _next(self) -> Any:
        return await anext(self._pieces, _END)


_current: list[Bridge] = []


def connect(bridge: Bridge) -> None:
    """Send what samples ask from now on over this bridge."""
    _current[:] = [bridge]


def current() -> Bridge:
    """Return the bridge of the sample that runs."""
    return _current[0]
