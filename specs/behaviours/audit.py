"""The audit log: every administrative write leaves an entry, refused ones included."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from gatepost.sandbox.behaviour import Call, Refusal, Reply, operation

from . import access, moments, paging

WRITES: dict[str, str] = {}
"""Actions (`key.create`) of administrative writes by operationId."""


@dataclass
class Entry:
    """What a write has done so far; the write fills it in."""

    target: str | None = None
    reason: str | None = None
    changes: dict[str, list[Any]] = field(default_factory=dict)

    def compare(self, before: dict[str, Any], after: dict[str, Any], hidden: tuple[str, ...] = ()) -> None:
        """Notes every property that differs, with both values; hidden ones are left out."""
        for name in [*before, *(name for name in after if name not in before)]:
            if name not in hidden and before.get(name) != after.get(name):
                self.changes[name] = deepcopy([before.get(name), after.get(name)])


Write = Callable[[Call, Entry], Reply]


def write(operation_id: str, action: str) -> Callable[[Write], Callable[[Call], Reply]]:
    """Marks a function as the answer to an administrative write, and records what it did or why it refused."""
    WRITES[operation_id] = action

    def mark(function: Write) -> Callable[[Call], Reply]:
        @operation(operation_id)
        @wraps(function)
        def answer(call: Call) -> Reply:
            entry = Entry(next(reversed(call.path_values.values()), None))
            try:
                reply = function(call, entry)
            except Refusal as refused:
                record(call, action, Entry(entry.target, str(refused)), "refused")
                raise
            record(call, action, entry, "allowed")
            return reply

        return answer

    return mark


def record(call: Call, action: str, entry: Entry, outcome: str) -> None:
    """Writes an entry."""
    events = call.state.collection("audit")
    events.insert(
        {
            "id": f"aud_{len(events) + 1:04d}",
            "created_at": moments.text(call.clock.now()),
            "action": action,
            "actor": access.actor(call),
            "target": {"kind": action.partition(".")[0], "id": entry.target},
            "outcome": outcome,
            "changes": entry.changes,
            "reason": entry.reason,
            "request_id": access.request_id(call),
        }
    )


def record_denial(call: Call, message: str) -> None:
    """Records a write that was refused for want of a scope; reads leave no entry."""
    action = WRITES.get(str(call.operation_id))
    if action:
        target = next(reversed(call.path_values.values()), None)
        record(call, action, Entry(target, message), "refused")


@operation("listAuditEvents")
def list_audit_events(call: Call) -> Reply:
    """The events of the period asked for, newest first."""
    start, end = moments.span(call.query.get("starts_at"), call.query.get("ends_at"), call.clock.now())
    action, actor = call.query.get("action"), call.query.get("actor_id")
    found = [
        event
        for event in call.state.collection("audit")
        if start <= moments.seconds(event["created_at"]) <= end
        and (actor is None or event["actor"]["id"] == actor)
        and (action is None or _named(event["action"], action))
    ]
    return Reply(body=paging.page(call, found[::-1]))


def _named(action: str, wanted: str) -> bool:
    noun, _, verb = wanted.partition(".")
    return action == wanted or (verb == "*" and action.startswith(f"{noun}."))
