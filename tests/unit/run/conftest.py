"""A page that answers what samples ask, without a browser."""

import asyncio
import builtins
import json
import sys
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from gatepost.run.bridge import Bridge, Request, connect
from gatepost.run.runner import MODULES, Runner

Headers = tuple[tuple[str, str], ...]


class Given(NamedTuple):
    """An answer of the page: a status and headers, the body in pieces, and a failure in place of the end."""

    status: int = 200
    headers: Headers = (("content-type", "application/json"),)
    chunks: tuple[bytes, ...] = ()
    failure: tuple[str, str] | None = None


def json_answer(value: Any, status: int = 200) -> Given:
    return Given(status, chunks=(json.dumps(value).encode(),))


class FakePage:
    """Answers each request with the next of `answers`; remembers what was sent and what was left."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.answers: list[Given] = []
        self.sent: list[Request] = []
        self.left: list[int] = []
        self.bridge = Bridge(self.send, self.left.append, self.block)

    def block(self, awaitable: Any) -> Any:
        return self.loop.run_until_complete(awaitable)

    def send(self, number: int, request: Request) -> None:
        self.sent.append(request)
        if not self.answers:
            return
        given = self.answers.pop(0)
        if given.status:
            self.bridge.take(number, "head", (given.status, given.headers))
        for chunk in given.chunks:
            self.bridge.take(number, "chunk", chunk)
        self.bridge.take(number, *(("failure", given.failure) if given.failure else ("end",)))


@pytest.fixture
def page() -> Iterator[FakePage]:
    made = FakePage()
    connect(made.bridge)
    yield made
    made.loop.close()


class FakeWorker:
    """A runner, and what it told its page."""

    def __init__(self, *, patient: bool) -> None:
        self.loop = asyncio.new_event_loop()
        self.answers: list[Given] = []
        self.printed: list[tuple[str, str]] = []
        self.sent: list[tuple[Any, ...]] = []
        self.runner = Runner(self._post, self._block if patient else None)

    def run(self, source: str, **environment: str) -> str:
        """Run a sample to its end; return its trouble."""
        self.printed.clear()
        return self.loop.run_until_complete(self.runner.run(source, environment))

    @property
    def output(self) -> str:
        return "".join(text for _, text in self.printed)

    def _block(self, awaitable: Any) -> Any:
        # The browser suspends the sample and goes on with the loop; without one, a loop of its own has to do.
        other = asyncio.new_event_loop()
        outer = asyncio.events._get_running_loop()
        asyncio.events._set_running_loop(None)
        try:
            return other.run_until_complete(awaitable)
        finally:
            other.close()
            asyncio.events._set_running_loop(outer)

    def _post(self, kind: str, *values: Any) -> None:
        if kind in ("out", "err"):
            self.printed.append((kind, values[0]))
        elif kind == "request":
            self.sent.append(values)
            given = self.answers.pop(0)
            self.runner.take(values[0], "head", given.status, json.dumps(given.headers))
            for chunk in given.chunks:
                self.runner.take(values[0], "chunk", chunk)
            self.runner.take(values[0], "end")


@pytest.fixture(params=[True, False], ids=["waiting", "awaiting"])
def worker(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeWorker]:
    """A worker in a browser that can let Python wait, and in one that cannot."""
    monkeypatch.setattr(builtins, "input", builtins.input)
    monkeypatch.setattr(asyncio, "run", asyncio.run)
    for name in [*MODULES, "__main__"]:
        if name in sys.modules:
            monkeypatch.setitem(sys.modules, name, sys.modules[name])
        else:
            monkeypatch.delitem(sys.modules, name, raising=False)
    known = set(sys.modules)
    made = FakeWorker(patient=request.param)
    yield made
    made.loop.close()
    for name in set(MODULES) - known:
        sys.modules.pop(name, None)
