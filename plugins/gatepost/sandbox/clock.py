"""Time in a sandbox: the same at every run, so that answers can be compared byte by byte."""

from __future__ import annotations

import time
from datetime import UTC, datetime

START_TEXT = "2026-11-23T09:00:00Z"
START = datetime.fromisoformat(START_TEXT).timestamp()


class Clock:
    """A clock that stands still but for `advance`; the sandbox advances it a little with every call and event."""

    def __init__(self, start: float = START) -> None:
        self._start = start
        self._passed = 0.0

    def now(self) -> float:
        """Seconds since 1970-01-01 UTC, as a float."""
        return round(self._start + self._passed, 3)

    def iso(self) -> str:
        """The moment as RFC 3339 in UTC, such as `2026-11-23T09:00:00.250Z`."""
        moment = datetime.fromtimestamp(self.now(), UTC)
        return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def advance(self, seconds: float) -> None:
        """Moves the clock on; never back."""
        self._passed += max(0.0, seconds)

    def reset(self) -> None:
        """Back to the start."""
        self._passed = 0.0


class RunningClock(Clock):
    """A clock that starts at the same moment in every run and then goes with real time.

    For a sandbox that people call: waiting out a `retry-after` must help.
    """

    def __init__(self, start: float = START) -> None:
        super().__init__(start)
        self._began = time.monotonic()

    def now(self) -> float:
        """Seconds since 1970-01-01 UTC, as a float."""
        return round(super().now() + time.monotonic() - self._began, 3)

    def reset(self) -> None:
        """Back to the start."""
        super().reset()
        self._began = time.monotonic()
