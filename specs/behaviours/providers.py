"""Simulated providers: steady ones answer, unsteady ones fail every third attempt, those that are down never answer.

Nothing is slept: durations are made up from the tokens and appear in logs and traces.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from gatepost.sandbox.behaviour import State

FIRST_TOKEN_MS = 210
PER_TOKEN_MS = 9
REFUSED_MS = 15
FAILED_MS = 180
SHORTEST_MS = 40


@dataclass
class Attempt:
    """One try at a provider; `started_ms` counts from the first attempt."""

    model: str
    provider: str
    status: int
    started_ms: int
    duration_ms: int
    error: str | None


@dataclass
class Outcome:
    """Everything that was tried; `model` is the one that answered, or None."""

    model: dict[str, Any] | None
    attempts: list[Attempt] = field(default_factory=list)
    retries: int = 0
    fallbacks: int = 0

    @property
    def duration_ms(self) -> int:
        """From the first attempt to the end of the last."""
        return self.attempts[-1].started_ms + self.attempts[-1].duration_ms if self.attempts else 0


def ask(state: State, candidates: list[dict[str, Any]], completion_tokens: int, first_fails: bool = False) -> Outcome:
    """Tries the models in order, each with retries as the policy says, until one answers.

    With `first_fails` the provider of the first one is taken to be down.
    """
    policy = state["retries"]
    outcome, clock = Outcome(None), 0
    for place, model in enumerate(candidates):
        outcome.fallbacks = place
        pause, longest = policy["backoff"]["first_ms"], policy["backoff"]["longest_ms"]
        for retry in range(policy["max_retries"] + 1):
            if retry:
                outcome.retries += 1
                clock += min(pause, longest)
                pause *= 2
            attempt = _attempt(state, model, clock, completion_tokens, down=first_fails and place == 0)
            outcome.attempts.append(attempt)
            clock += attempt.duration_ms
            if attempt.status == 200:
                outcome.model = model
                return outcome
            if attempt.status not in policy["retry_on"]:
                break
    return outcome


def _attempt(state: State, model: dict[str, Any], started_ms: int, completion_tokens: int, *, down: bool) -> Attempt:
    provider = state.collection("providers")[model["owned_by"]]
    provider["attempts"] += 1
    status, took, error = 200, _duration(model, completion_tokens), None
    if down or provider["nature"] == "down":
        status, took, error = 503, REFUSED_MS, "connection refused"
    elif provider["nature"] == "unsteady" and provider["attempts"] % 3 == 0:
        status, took, error = 503, FAILED_MS, "overloaded"
    return Attempt(model["id"], provider["id"], status, started_ms, took, error)


def _duration(model: dict[str, Any], completion_tokens: int) -> int:
    if "embeddings" in model["abilities"]:
        return SHORTEST_MS
    return FIRST_TOKEN_MS + PER_TOKEN_MS * completion_tokens
