"""The sandbox itself: an ASGI application that answers as its descriptions say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from types import ModuleType
from typing import Any

from gatepost.sandbox import cors, refusals
from gatepost.sandbox.behaviour import Clock, Refusal, Reply, State
from gatepost.sandbox.contract import Contract
from gatepost.sandbox.description import Operation
from gatepost.sandbox.dials import Dials, Dropped
from gatepost.sandbox.exchange import Exchange, Surroundings
from gatepost.sandbox.mcp_endpoint import McpEndpoint
from gatepost.sandbox.mcp_snapshot import Snapshot
from gatepost.sandbox.wire import Receive, Request, Send, each, send_reply, send_stream

CALL_SECONDS = 0.25


class Sandbox:
    """An ASGI application made of OpenAPI descriptions; behaviours override operations by their operationId.

    Each description is mounted at the paths of its servers; where two meet, the first wins. `snapshots` are MCP
    servers as captured; where no behaviour speaks for one, it answers by its schemas. `pace` scales the
    delays of streams (0 sends them at once); `check` answers 500 where a reply is not as the description says.
    A client may ask for a declared status or example: `Prefer: code=404, example=name` (RFC 7240), and for what may
    go wrong between it and a gateway (`gatepost.sandbox.dials`).
    Raises SandboxError where a behaviour names an operation that no description has.
    """

    def __init__(
        self,
        description: Mapping[str, Any] | Sequence[Mapping[str, Any]],
        *,
        behaviours: Sequence[ModuleType] = (),
        snapshots: Sequence[Snapshot] = (),
        seed: int = 1,
        keys: Sequence[str] = ("sk-sandbox",),
        pace: float = 1.0,
        check: bool = False,
        clock: Clock | None = None,
    ) -> None:
        raws = [description] if isinstance(description, Mapping) else list(description)
        self.contract = Contract(raws, behaviours, seed)
        self.state = State()
        self.clock = clock or Clock()
        self.pace = pace
        self._around = Surroundings(self.contract, self.state, self.clock, tuple(keys), seed, check)
        self.contract.fill(self.state)
        self.mcp = McpEndpoint(behaviours, self._around, self.contract.title, pace, snapshots)

    @classmethod
    def of(cls, descriptions: Sequence[Mapping[str, Any]], **options: Any) -> Sandbox:
        """A sandbox of several descriptions; the options are those of the class."""
        return cls(descriptions, **options)

    @property
    def title(self) -> str:
        """The title of the first description."""
        return self.contract.title

    @property
    def operations(self) -> tuple[Operation, ...]:
        """Every operation of every description."""
        return self.contract.operations

    def reset(self) -> None:
        """Back to the start: state, clock and ids."""
        self._around.reset()
        self.mcp.reset()

    async def __call__(self, scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        """Serves one ASGI connection: http or lifespan."""
        if scope["type"] == "lifespan":
            await _live(receive, send)
        elif scope["type"] == "http":
            await self._serve(Request.of(scope), receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1003})

    async def _serve(self, request: Request, receive: Receive, send: Send) -> None:
        self._around.calls += 1
        self.clock.advance(CALL_SECONDS)
        exchange = Exchange(self._around, request, self._around.calls)
        try:
            exchange.dials = Dials.of(request.headers)
        except Refusal as refused:
            answer = refusals.answer(refused, None)
            await send_reply(answer, cors.shared(exchange.headers(), ("content-type",)), send, bodiless=False)
            return
        with suppress(Dropped):
            send = exchange.dials.applied(send, pace=self.pace, clock=self.clock)
            await self._answer(exchange, request, receive, send)

    async def _answer(self, exchange: Exchange, request: Request, receive: Receive, send: Send) -> None:
        if self.mcp.serves(request.raw_path):
            await self.mcp.serve(request, receive, send, self._around.calls, exchange.headers())
            return
        answer = await exchange.reply(receive)
        headers = {name.lower(): value for name, value in answer.headers.items()} | exchange.headers()
        if isinstance(answer, Reply):
            whole = cors.shared(headers, ("content-type", "content-length"))
            await send_reply(answer, whole, send, bodiless=request.method == "HEAD")
            return
        whole = cors.shared(headers, ("content-type", "cache-control"))
        if request.method == "HEAD":
            await send_reply(Reply(answer.status, media_type=answer.media_type), whole, send, bodiless=True)
            return
        await send_stream(answer, each(answer.events), whole, receive, send, pace=self.pace, clock=self.clock)


async def _live(receive: Receive, send: Send) -> None:
    """The lifespan protocol: nothing to start, nothing to stop."""
    while True:
        kind = (await receive())["type"].removeprefix("lifespan.")
        await send({"type": f"lifespan.{kind}.complete"})
        if kind == "shutdown":
            return
