"""The sandbox inside a page: a worker hands requests over as plain values and gets the answers piece by piece.

Nothing here knows Pyodide: the worker passes a callable, as a test does.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from gatepost.sandbox.app import Sandbox
from gatepost.sandbox.behaviour import load_folder
from gatepost.sandbox.clock import Clock, RunningClock
from gatepost.sandbox.wire import Message

LOG = logging.getLogger("gatepost.sandbox")
Post = Callable[..., Any]
"""Takes (id, "head", status, headers as JSON), (id, "chunk", bytes), (id, "end") or (id, "broken", message)."""


def unpacked(folder: Path) -> Sandbox:
    """The sandbox of an unpacked archive; raises SandboxError where its behaviours fail."""
    settings = json.loads((folder / "sandbox.json").read_bytes())
    descriptions = [json.loads(path.read_bytes()) for path in sorted((folder / "descriptions").glob("*.json"))]
    behaviours = folder / "behaviours"
    return Sandbox(
        descriptions,
        behaviours=load_folder(behaviours) if behaviours.is_dir() else (),
        snapshots=settings["snapshots"],
        seed=settings["seed"],
        clock=Clock() if settings["still"] else RunningClock(),
        pace=0.0 if settings["still"] else 1.0,
    )


class PageSandbox:
    """A sandbox that answers a page; requests run side by side, each known by the number the page gave it."""

    def __init__(self, sandbox: Sandbox, post: Post) -> None:
        self.sandbox = sandbox
        self._post = post
        self._running: dict[int, tuple[asyncio.Task[None], asyncio.Event]] = {}

    def begin(self, number: int, method: str, target: str, headers: Sequence[Sequence[str]], body: bytes) -> None:
        """Takes a request on; `target` is the path with its query, percent-encoded."""
        gone = asyncio.Event()
        task = asyncio.ensure_future(self._answer(number, _scope(method, target, headers), bytes(body), gone))
        self._running[number] = (task, gone)

    def cancel(self, number: int) -> None:
        """Tells the sandbox that the reader has gone, as a closed connection does."""
        if number in self._running:
            self._running[number][1].set()

    def alive(self) -> None:
        """Does nothing, which a Python that has ended cannot."""

    async def _answer(self, number: int, scope: dict[str, Any], body: bytes, gone: asyncio.Event) -> None:
        waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]
        ended = False

        async def receive() -> Message:
            if waiting:
                return waiting.pop()
            await gone.wait()
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            nonlocal ended
            if gone.is_set():
                return
            if message["type"] == "http.response.start":
                pairs = [[name.decode("latin-1"), value.decode("latin-1")] for name, value in message["headers"]]
                self._post(number, "head", message["status"], json.dumps(pairs))
            elif message["type"] == "http.response.body":
                if message.get("body"):
                    self._post(number, "chunk", message["body"])
                if not message.get("more_body", False):
                    ended = True
                    self._post(number, "end")

        try:
            await self.sandbox(scope, receive, send)
        except Exception as failure:
            LOG.error("%s %s failed", scope["method"], scope["path"], exc_info=failure)
            self._post(number, "broken", f"{type(failure).__name__}: {failure}")
        else:
            if not ended and not gone.is_set():
                self._post(number, "broken", "The sandbox closed the connection before the end of its answer.")
        finally:
            self._running.pop(number, None)


def _scope(method: str, target: str, headers: Sequence[Sequence[str]]) -> dict[str, Any]:
    """The ASGI scope that a server makes of such a request."""
    path, _, query = target.partition("?")
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": method.upper(),
        "scheme": "http",
        "path": path,
        "raw_path": path.encode("latin-1", "replace"),
        "query_string": query.encode("latin-1", "replace"),
        "root_path": "",
        "headers": [(name.lower().encode("latin-1"), value.encode("latin-1", "replace")) for name, value in headers],
    }
