"""Faults on demand: a request asks for them by a header, and gets what a gateway in trouble sends.

`x-sandbox-fault: slow=2, drop=3` is a list of dials, each with a number where it takes one (see `KNOWN`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from gatepost.sandbox.behaviour import Refusal
from gatepost.sandbox.bodies import bare, is_json
from gatepost.sandbox.clock import Clock
from gatepost.sandbox.wire import Message, Send

HEADER = "x-sandbox-fault"
KNOWN: dict[str, float | None] = {
    "slow": 2,  # seconds before the answer, and a tenth of them before each further event
    "drop": 3,  # events after which the connection breaks; of a whole body, half arrives
    "malformed": None,  # JSON that stops in the middle, of a stream its second event
    "rate-limit": 20,  # 429, with the seconds to wait
    "budget": None,  # 402
    "first-provider": None,  # the first provider does not answer, so a fallback does
}
"""The dials by name with their usual numbers, None for those that take none."""
MOST = 60.0
MALFORMED_EVENT = 2


class Dropped(Exception):  # noqa: N818 - asked for
    """The connection is to break here."""


@dataclass(frozen=True)
class Dials:
    """What a request wants to go wrong."""

    set: Mapping[str, float]

    @classmethod
    def of(cls, headers: Mapping[str, str]) -> Dials:
        """Reads the header; raises Refusal 400 for what is not a dial."""
        parts = [part.strip() for part in headers.get(HEADER, "").split(",") if part.strip()]
        return cls(dict(_read(part) for part in parts))

    @property
    def first_provider(self) -> bool:
        """Whether the first provider is to fail, for behaviours that have providers."""
        return "first-provider" in self.set

    def refusal(self) -> Refusal | None:
        """The refusal that is asked for, with the headers that gateways send beside it."""
        if "budget" in self.set:
            return Refusal(402, "budget_exceeded", "Budget has been exceeded! Current cost: 10.0214, Max budget: 10.0")
        if "rate-limit" in self.set:
            wait = str(max(1, round(self.set["rate-limit"])))
            headers = {
                "retry-after": wait,
                "x-ratelimit-limit-requests": "60",
                "x-ratelimit-remaining-requests": "0",
                "x-ratelimit-reset-requests": wait,
            }
            message = f"Rate limit reached: 60 requests a minute. Try again in {wait} seconds."
            return Refusal(429, "rate_limit_exceeded", message, headers=headers)
        return None

    def headers(self) -> dict[str, str]:
        """The dials as a header of the answer, so that nobody takes a fault for a real one."""
        shown = [name if KNOWN[name] is None else f"{name}={number:g}" for name, number in self.set.items()]
        return {HEADER: ", ".join(shown)} if shown else {}

    def applied(self, send: Send, *, pace: float, clock: Clock) -> Send:
        """A `send` that does what is asked for on the wire; it raises Dropped where the connection is to break."""
        return _Faulty(self, send, pace, clock) if self.set.keys() & {"slow", "drop", "malformed"} else send


class _Faulty:
    """The messages of one answer, with what is to go wrong with them."""

    def __init__(self, dials: Dials, send: Send, pace: float, clock: Clock) -> None:
        self._set = dials.set
        self._send = send
        self._pace = pace
        self._clock = clock
        self._start: Message = {}
        self._pieces = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            await self._wait(self._set.get("slow", 0.0))
            # Held back: a body that is cut has another length.
            self._start = message
            return
        self._pieces += bool(message.get("body"))
        if self._pieces > 1 and message.get("body"):
            await self._wait(self._set.get("slow", 0.0) / 10)
        message = self._cut(message)
        await self._begin(message)
        await self._send(message)
        if "drop" in self._set and message.get("more_body") and self._pieces >= self._set["drop"]:
            raise Dropped

    async def _begin(self, first: Message) -> None:
        if not self._start:
            return
        start, self._start = self._start, {}
        if "malformed" in self._set and not first.get("more_body"):
            length = str(len(first.get("body", b""))).encode()
            start["headers"] = [(n, length if n == b"content-length" else v) for n, v in start["headers"]]
        await self._send(start)
        body = first.get("body", b"")
        if "drop" in self._set and not first.get("more_body") and body:
            await self._send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})
            raise Dropped

    def _cut(self, message: Message) -> Message:
        body = message.get("body", b"")
        whole = not message.get("more_body")
        if (
            "malformed" not in self._set
            or not body
            or not (self._is_json() if whole else self._pieces == MALFORMED_EVENT)
        ):
            return message
        if whole:
            return {**message, "body": body[: max(1, len(body) * 2 // 3)]}
        return {**message, "body": body.rstrip(b"\n")[: max(1, len(body) * 2 // 3)] + body[-1:] * 2}

    def _is_json(self) -> bool:
        types = [value.decode("latin-1") for name, value in self._start.get("headers", ()) if name == b"content-type"]
        return any(is_json(bare(one)) for one in types)

    async def _wait(self, seconds: float) -> None:
        self._clock.advance(seconds)
        if seconds and self._pace:
            await asyncio.sleep(seconds * self._pace)


def _read(part: str) -> tuple[str, float]:
    name, _, number = part.partition("=")
    if name not in KNOWN:
        raise Refusal(400, "unknown_fault", f"{HEADER} has no dial '{part[:60]}'. Dials: {', '.join(KNOWN)}.", HEADER)
    try:
        value = float(number) if number else KNOWN[name] or 0.0
    except ValueError:
        value = -1.0
    if not 0 <= value <= MOST:
        raise Refusal(400, "unknown_fault", f"{HEADER}: {name} takes a number from 0 to {MOST:.0f}.", HEADER)
    return name, value
