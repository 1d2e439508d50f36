"""Runs one sample after the other in a page: each in a namespace of its own, its output told as it comes."""

from __future__ import annotations

import ast
import asyncio
import builtins
import json
import linecache
import os
import sys
import traceback
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from contextlib import redirect_stderr, redirect_stdout
from io import TextIOBase
from types import ModuleType
from typing import Any

from gatepost.run import httpx, mcp, openai, requests
from gatepost.run.bridge import Bridge, connect
from gatepost.run.waiting import NAMES, awaiting, each, entered, settled

FILE = "sample.py"
MODULES: dict[str, ModuleType] = {
    "httpx": httpx,
    "httpx2": httpx,
    "openai": openai,
    "requests": requests,
    "mcp": mcp,
    "mcp.client": mcp,
    "mcp.client.streamable_http": mcp,
}
"""What samples import, and what stands for it."""

for _name, _module in (("httpx2", httpx), ("openai", openai), ("requests", requests), ("mcp", mcp)):
    for _public in _module.__all__:
        # In a traceback what is ours has the name by which a sample knows it.
        if str(getattr(_module, _public).__module__).startswith("gatepost.run"):
            getattr(_module, _public).__module__ = _name

Post = Callable[..., Any]
"""Takes ("out" or "err", text), ("request", number, method, url, headers as JSON, bytes) or ("cancel", number)."""


class Output(TextIOBase):
    """`sys.stdout` and `sys.stderr` of a sample."""

    def __init__(self, post: Post, kind: str) -> None:
        self._post, self._kind = post, kind

    def write(self, text: str) -> int:
        """Tell the page."""
        self._post(self._kind, text)
        return len(text)

    def writable(self) -> bool:
        """Yes."""
        return True


class Runner:
    """Runs samples. `post` tells the page; `block` waits for an awaitable, None where the browser has no way to."""

    def __init__(self, post: Post, block: Callable[[Awaitable[Any]], Any] | None = None) -> None:
        self._patient = block is not None
        self._bridge = Bridge(
            lambda number, sent: post("request", number, sent.method, sent.url, json.dumps(sent.headers), sent.body),
            lambda number: post("cancel", number),
            block,
        )
        connect(self._bridge)
        sys.modules.update(MODULES)
        builtins.input = _no_input
        if not self._patient:
            # To be awaited at the outermost level, as all else that would wait.
            asyncio.run = _started  # type: ignore[assignment]
        self._out, self._err = Output(post, "out"), Output(post, "err")

    def take(self, number: int, kind: str, value: Any = None, more: str = "") -> None:
        """Take a part of an answer from the page; headers, and what a failure says, come in `more`."""
        if kind == "head":
            value = (value, tuple((name, text) for name, text in json.loads(more)))
        elif kind == "failure":
            value = (value, more)
        elif kind == "chunk":
            value = bytes(value)
        self._bridge.take(number, kind, value)

    async def run(self, source: str, environment: Mapping[str, str]) -> str:
        """Run a sample; return an empty string, or the traceback of how it ended."""
        os.environ.update(environment)
        linecache.cache[FILE] = (len(source), None, source.splitlines(keepends=True), FILE)
        # A module of its own: what one sample defines, the next does not see.
        module = ModuleType("__main__")
        sys.modules["__main__"] = module
        vars(module).update(dict(zip(NAMES, (settled, each, entered), strict=True)), __file__=FILE)
        try:
            tree = ast.parse(source, FILE)
            code = compile(tree if self._patient else awaiting(tree), FILE, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
            with redirect_stdout(self._out), redirect_stderr(self._err):
                running = eval(code, vars(module))  # noqa: S307 - what the reader wrote and started
                if asyncio.iscoroutine(running):
                    await running
        except SystemExit as ended:
            return f"SystemExit: {ended.code}" if ended.code else ""
        except BaseException as failure:
            return told(failure)
        return ""


def told(failure: BaseException) -> str:
    """Return a traceback with the sample's own lines alone, and what to do about a package that is not there."""
    found = traceback.TracebackException.from_exception(failure, compact=True)
    seen: traceback.TracebackException | None = found
    while seen:
        own = [frame for frame in seen.stack if frame.filename == FILE]
        seen.stack = traceback.StackSummary.from_list(own)
        seen = seen.__cause__ or seen.__context__
    text = "".join(found.format()).rstrip()
    if isinstance(failure, ModuleNotFoundError):
        text += f"\nThe package '{failure.name}' is not in this page: copy the sample and run it where it is installed."
    return text


def _started(main: Coroutine[Any, Any, Any], **options: Any) -> asyncio.Future[Any]:
    return asyncio.ensure_future(main)


def _no_input(*_: object) -> str:
    raise EOFError("Nobody types here: write the value into the sample.")
