"""Budgets: how much a team, key or model may spend in a period."""

from __future__ import annotations

from typing import Any

from gatepost.sandbox.behaviour import Call, Reply, State, operation

from . import access, audit, ledger, moments, paging

COLLECTIONS = {"team": "teams", "key": "keys", "model": "models"}


def exhausted(state: State, subjects: dict[str, str], now: float) -> dict[str, Any] | None:
    """The first budget over these subjects that has nothing left and refuses calls."""
    for budget in state.collection("budgets"):
        subject = budget["subject"]
        covers = subjects.get(subject["kind"]) == subject["id"]
        if covers and budget["on_exhaustion"] == "refuse" and shown(state, budget, now)["remaining_usd"] <= 0:
            return shown(state, budget, now)
    return None


def shown(state: State, budget: dict[str, Any], now: float) -> dict[str, Any]:
    """A budget with what has been spent of it."""
    start = moments.starts(now, budget["period"])
    used = ledger.spent(state, budget["subject"]["kind"], budget["subject"]["id"], budget["period"], now)
    found = {
        **budget,
        "spent_usd": used,
        "remaining_usd": round(max(0.0, budget["limit_usd"] - used), 10),
        "period_starts_at": moments.text(start),
        "period_ends_at": moments.text(moments.ends(start, budget["period"])),
    }
    return paging.last(found, "created_at")


@operation("listBudgets")
def list_budgets(call: Call) -> Reply:
    """The budgets."""
    now, kind, wanted = call.clock.now(), call.query.get("subject_kind"), call.query.get("exhausted")
    budgets = [
        shown(call.state, budget, now)
        for budget in call.state.collection("budgets")
        if kind in (None, budget["subject"]["kind"])
    ]
    return Reply(body=paging.listed([one for one in budgets if wanted in (None, one["remaining_usd"] <= 0)]))


@operation("getBudget")
def get_budget(call: Call) -> Reply:
    """One budget."""
    return Reply(body=shown(call.state, access.found(call, "budgets", "budget", "budget_id"), call.clock.now()))


@audit.write("createBudget", "budget.create")
def create_budget(call: Call, entry: audit.Entry) -> Reply:
    """Adds a budget; one for each subject and period."""
    sent = access.sent(call)
    subject = {"kind": sent["subject"]["kind"], "id": sent["subject"]["id"]}
    period = sent.get("period", "month")
    if subject["id"] not in call.state.collection(COLLECTIONS[subject["kind"]]):
        access.refuse(call, 404, "not_found", f"There is no {subject['kind']} '{subject['id']}'.", "subject")
    _refuse_second(call, subject, period)
    budget = {
        "id": f"bud_{access.digest(call, 'budget')[:6]}",
        "subject": subject,
        "limit_usd": sent["limit_usd"],
        "period": period,
        "on_exhaustion": sent.get("on_exhaustion", "refuse"),
        "alert_at": sent.get("alert_at", [0.8]),
        "created_at": moments.text(call.clock.now()),
    }
    entry.target = budget["id"]
    entry.compare({}, budget, hidden=("id", "created_at"))
    stored = call.state.collection("budgets").insert(budget)
    return access.created(shown(call.state, stored, call.clock.now()), f"/v1/budgets/{budget['id']}")


def _refuse_second(call: Call, subject: dict[str, str], period: str) -> None:
    for budget in call.state.collection("budgets").list(period=period):
        if budget["subject"] == subject:
            message = f"There is already a budget for {subject['kind']} {subject['id']} with period {period}, "
            access.refuse(call, 409, "already_exists", f"{message}{budget['id']}.", "subject")


@audit.write("updateBudget", "budget.update")
def update_budget(call: Call, entry: audit.Entry) -> Reply:
    """Changes what is sent."""
    budget = access.found(call, "budgets", "budget", "budget_id")
    entry.compare({name: budget[name] for name in access.sent(call)}, access.sent(call))
    budget.update(access.sent(call))
    return Reply(body=shown(call.state, budget, call.clock.now()))


@audit.write("deleteBudget", "budget.delete")
def delete_budget(call: Call, entry: audit.Entry) -> Reply:
    """Removes a budget; what was spent stays in the books."""
    budget = access.found(call, "budgets", "budget", "budget_id")
    entry.compare(budget, {}, hidden=("id", "created_at"))
    call.state.collection("budgets").delete(budget["id"])
    return Reply(204)
