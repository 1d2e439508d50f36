"""Request logs and traces: one record for each call to a model, with the tree of what happened inside it."""

from __future__ import annotations

import re
from typing import Any

from gatepost.sandbox.behaviour import Call, Reply, State, operation

from . import access, moments, paging, providers

MOST_LOGS = 5_000
STEP_MS = 1
TRACEPARENT = re.compile(r"[0-9a-f]{2}-(?P<trace_id>[0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}")
FIELDS = (
    "id", "trace_id", "created_at", "operation_id", "team_id", "key_id", "asked_model", "model", "provider", "outcome",
    "status", "cache", "retries", "fallbacks", "streamed", "prompt_tokens", "completion_tokens", "cost_usd",
    "duration_ms", "first_token_ms", "metadata",
)  # fmt: skip
DETAILS = ("prompt", "answer", "attempts")


class Journal:
    """Notes what happens to one call, and writes its record when it has ended."""

    def __init__(self, call: Call, asked: str, key: dict[str, Any]) -> None:
        self.call = call
        self.trace_id = _trace_id(call)
        self.streamed = False
        self.metadata: dict[str, str] = {}
        self.prompt: str | None = None
        self.written: dict[str, Any] | None = None
        self._started = call.clock.now()
        self._asked = asked
        self._key = key
        self._spans: list[dict[str, Any]] = []
        self._now_ms = 0
        self._end: dict[str, Any] = {}
        self._outcome = providers.Outcome(None)
        self._span("check key, budget and rate limit", "internal", STEP_MS, {"postern.key.id": key["id"]})

    def step(self, name: str) -> None:
        """Notes a step of the gateway's own."""
        self._span(name, "internal", STEP_MS, {})

    def asked(self, outcome: providers.Outcome) -> None:
        """Notes every attempt at a provider."""
        self._outcome = outcome
        start = self._now_ms
        for attempt in outcome.attempts:
            self._now_ms = start + attempt.started_ms
            attributes = {"gen_ai.request.model": attempt.model, "http.response.status_code": attempt.status}
            self._span(f"ask {attempt.model}", "client", attempt.duration_ms, attributes, attempt.error)

    def answered(
        self,
        model: dict[str, Any],
        cached: str,
        prompt_tokens: int,
        completion_tokens: int,
        cost: float,
        text: str | None,
    ) -> None:
        """Notes the answer; `write` is to follow."""
        first = self._now_ms if cached == "hit" else self._first_token()
        self._end = {
            "model": model["id"],
            "provider": model["owned_by"],
            "outcome": "answered",
            "status": 200,
            "cache": cached,
            "prompt_tokens": prompt_tokens,
            "completion_tokens": completion_tokens,
            "cost_usd": cost,
            "first_token_ms": first,
            "answer": text,
        }

    def refused(self, outcome: str, status: int, message: str) -> None:
        """Notes the refusal and writes the record."""
        if self._spans[-1]["status"] == "ok":
            self._spans[-1] |= {
                "status": "error",
                "attributes": {**self._spans[-1]["attributes"], "error.message": message},
            }
        self._end = {"outcome": outcome, "status": status}
        self.write()

    def write(self) -> dict[str, Any]:
        """Writes the record and returns it."""
        nothing = {"model": None, "provider": None, "first_token_ms": None, "answer": None, "cache": "off"}
        none_used = {"prompt_tokens": 0, "completion_tokens": 0, "cost_usd": 0.0}
        log = {
            "id": access.request_id(self.call),
            "trace_id": self.trace_id,
            "created_at": moments.text(self._started),
            "operation_id": self.call.operation_id,
            "team_id": self._key["team_id"],
            "key_id": self._key["id"],
            "asked_model": self._asked,
            "retries": self._outcome.retries,
            "fallbacks": self._outcome.fallbacks,
            "streamed": self.streamed,
            "duration_ms": self._now_ms,
            "metadata": self.metadata,
            "prompt": self.prompt,
            "attempts": [_attempt(attempt) for attempt in self._outcome.attempts],
            **nothing,
            **none_used,
            **self._end,
        }
        log["spans"] = [self._root(log)]
        self.written = keep(self.call.state, log)
        return self.written

    def _first_token(self) -> int:
        answering = self._spans[-1] if not self._outcome.attempts else self._asking()
        return int(answering["offset_ms"] + min(answering["duration_ms"], providers.FIRST_TOKEN_MS))

    def _asking(self) -> dict[str, Any]:
        return [span for span in self._spans if span["kind"] == "client"][-1]

    def _span(self, name: str, kind: str, took: int, attributes: dict[str, Any], error: str | None = None) -> None:
        if error:
            attributes = {**attributes, "error.message": error}
        self._spans.append(span(self.trace_id, name, kind, self._now_ms, took, attributes, [], bad=bool(error)))
        self._now_ms += took

    def _root(self, log: dict[str, Any]) -> dict[str, Any]:
        attributes = {
            "http.request.method": self.call.method,
            "http.response.status_code": log["status"],
            "gen_ai.request.model": log["asked_model"],
            "gen_ai.response.model": log["model"],
            "gen_ai.usage.input_tokens": log["prompt_tokens"],
            "gen_ai.usage.output_tokens": log["completion_tokens"],
            "postern.request.id": log["id"],
            "postern.cost_usd": log["cost_usd"],
        }
        bad = log["status"] >= 400
        name = f"{self.call.method} {self.call.path}"
        return span(log["id"], name, "server", 0, log["duration_ms"], attributes, self._spans, bad=bad)


def span(
    owner: str,
    name: str,
    kind: str,
    offset: int,
    took: int,
    attributes: dict[str, Any],
    children: list[Any],
    *,
    bad: bool,
) -> dict[str, Any]:
    """A span; its id follows from the id of its owner, its name and its offset."""
    return {
        "id": access.sha(f"{owner}:{name}:{offset}")[:16],
        "name": name,
        "kind": kind,
        "offset_ms": offset,
        "duration_ms": took,
        "status": "error" if bad else "ok",
        "attributes": attributes,
        "children": children,
    }


def keep(state: State, log: dict[str, Any]) -> dict[str, Any]:
    """Stores a record; where the team keeps no texts they are left out, and beyond the most records the oldest goes."""
    logs = state.collection("logs")
    team = state.collection("teams").get(log["team_id"])
    if team and not team["log_retention_days"]:
        log = {**log, "prompt": None, "answer": None}
    if len(logs) >= MOST_LOGS:
        logs.delete(next(iter(logs))["id"])
    return logs.insert(log)


def _attempt(attempt: providers.Attempt) -> dict[str, Any]:
    return {
        "model": attempt.model,
        "provider": attempt.provider,
        "status": attempt.status,
        "duration_ms": attempt.duration_ms,
        "error": attempt.error,
    }


def _trace_id(call: Call) -> str:
    parent = TRACEPARENT.fullmatch(call.headers.get("traceparent", ""))
    return parent["trace_id"] if parent else access.digest(call, "trace")[:32]


# operations


@operation("listRequestLogs")
def list_request_logs(call: Call) -> Reply:
    """Calls of the period asked for, newest first."""
    query = call.query
    start, end = moments.span(query.get("starts_at"), query.get("ends_at"), call.clock.now())
    filters = {name: query.get(name) for name in ("team_id", "key_id", "model", "outcome")}
    found = [
        {name: log[name] for name in FIELDS}
        for log in call.state.collection("logs").list(**filters)
        if start <= moments.seconds(log["created_at"]) <= end and log["cost_usd"] >= query.get("min_cost_usd", 0)
    ]
    return Reply(body=paging.page(call, found[::-1]))


@operation("getRequestLog")
def get_request_log(call: Call) -> Reply:
    """One call with its texts and attempts."""
    log = access.found(call, "logs", "call", "request_id")
    return Reply(body={name: log[name] for name in (*FIELDS, *DETAILS)})


@operation("getTrace")
def get_trace(call: Call) -> Reply:
    """What happened inside the calls of a trace."""
    id = call.path_values["trace_id"]
    found = call.state.collection("logs").list(trace_id=id)
    if not found:
        access.refuse(call, 404, "not_found", f"There is no trace '{id}'.", "trace_id")
    begun = [moments.seconds(log["created_at"]) for log in found]
    shifts = [round((at - begun[0]) * 1000) for at in begun]
    ends = [shift + log["duration_ms"] for shift, log in zip(shifts, found, strict=True)]
    trace = {
        "id": id,
        "request_ids": [log["id"] for log in found],
        "starts_at": found[0]["created_at"],
        "duration_ms": max(ends),
        "spans": [_shifted(tree, shift) for log, shift in zip(found, shifts, strict=True) for tree in log["spans"]],
    }
    return Reply(body=trace)


def _shifted(tree: dict[str, Any], by: int) -> dict[str, Any]:
    children = [_shifted(child, by) for child in tree["children"]]
    return {**tree, "offset_ms": tree["offset_ms"] + by, "children": children}
