"""Rate limits: requests and tokens in each minute, by team, key and model."""

from __future__ import annotations

from math import ceil
from typing import Any

from gatepost.sandbox.behaviour import Call, Reply, State, operation

from . import access, audit, paging

MINUTE = 60
COLLECTIONS = {"team": "teams", "key": "keys", "model": "models"}


def admit(state: State, subjects: dict[str, str], now: float) -> tuple[str, int] | None:
    """Counts a request; or says which limit is used up, in words, and how many seconds remain of the minute."""
    limits = [_limit(state, kind, id) for kind, id in subjects.items()]
    for limit in limits:
        spent = limit and _spent(limit, now)
        if limit and spent:
            subject = f"{limit['subject']['kind'].capitalize()} {limit['subject']['id']}"
            return f"{subject} may {spent} a minute. Try again in {wait(now)} seconds.", wait(now)
    for limit in limits:
        if limit:
            limit["used_requests"] += 1
    return None


def count_tokens(state: State, subjects: dict[str, str], total: int, now: float) -> None:
    """Counts the tokens of a call that has been answered."""
    for kind, id in subjects.items():
        limit = _limit(state, kind, id)
        if limit:
            _refreshed(limit, now)["used_tokens"] += total


def headers(state: State, key_id: str, now: float) -> dict[str, str]:
    """The rate limit headers of a key; none where it has no limit."""
    limit = _limit(state, "key", key_id)
    if not limit or limit["requests_per_minute"] is None:
        return {}
    left = _left(_refreshed(limit, now), "requests")
    return {
        "x-ratelimit-limit-requests": str(limit["requests_per_minute"]),
        "x-ratelimit-remaining-requests": str(left),
        "x-ratelimit-reset-requests": str(wait(now)),
    }


def wait(now: float) -> int:
    """Seconds until the minute ends, at least 1."""
    return max(1, ceil(MINUTE - now % MINUTE))


def _limit(state: State, kind: str, id: str) -> dict[str, Any] | None:
    return state.collection("rate_limits").get(f"{kind}:{id}")


def _refreshed(limit: dict[str, Any], now: float) -> dict[str, Any]:
    minute = int(now // MINUTE)
    if limit["minute"] != minute:
        limit.update(minute=minute, used_requests=0, used_tokens=0)
    return limit


def _left(limit: dict[str, Any], unit: str) -> int | None:
    most: int | None = limit[f"{unit}_per_minute"]
    return None if most is None else max(0, most - int(limit[f"used_{unit}"]))


def _spent(limit: dict[str, Any], now: float) -> str | None:
    """What the limit allows, in words, where it is used up."""
    _refreshed(limit, now)
    if _left(limit, "requests") == 0:
        return f"make {limit['requests_per_minute']} requests"
    if _left(limit, "tokens") == 0:
        return f"use {limit['tokens_per_minute']} tokens"
    return None


# operations


def _shown(limit: dict[str, Any], now: float) -> dict[str, Any]:
    _refreshed(limit, now)
    return {
        "subject": limit["subject"],
        "requests_per_minute": limit["requests_per_minute"],
        "tokens_per_minute": limit["tokens_per_minute"],
        "remaining_requests": _left(limit, "requests"),
        "remaining_tokens": _left(limit, "tokens"),
    }


@operation("listRateLimits")
def list_rate_limits(call: Call) -> Reply:
    """The limits that are set."""
    now = call.clock.now()
    return Reply(body=paging.listed([_shown(limit, now) for limit in call.state.collection("rate_limits")]))


@audit.write("setRateLimit", "rate_limit.set")
def set_rate_limit(call: Call, entry: audit.Entry) -> Reply:
    """Sets what is sent; a limit with nothing left in it is forgotten."""
    kind, id = call.path_values["subject_kind"], call.path_values["subject_id"]
    if id not in call.state.collection(COLLECTIONS[kind]):
        access.refuse(call, 404, "not_found", f"There is no {kind} '{id}'.", "subject_id")
    limits = call.state.collection("rate_limits")
    limit = limits.get(f"{kind}:{id}") or limits.insert(fresh(kind, id, None, None))
    entry.compare({name: limit[name] for name in access.sent(call)}, access.sent(call))
    limit.update(access.sent(call))
    if limit["requests_per_minute"] is None and limit["tokens_per_minute"] is None:
        limits.delete(limit["id"])
    return Reply(body=_shown(limit, call.clock.now()))


def fresh(kind: str, id: str, requests: int | None, tokens: int | None) -> dict[str, Any]:
    """A limit of which nothing is used."""
    return {
        "id": f"{kind}:{id}",
        "subject": {"kind": kind, "id": id},
        "requests_per_minute": requests,
        "tokens_per_minute": tokens,
        "minute": 0,
        "used_requests": 0,
        "used_tokens": 0,
    }
