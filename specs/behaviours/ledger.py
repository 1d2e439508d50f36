"""The books: what teams, keys and models have spent in the current day, week and month."""

from __future__ import annotations

from typing import Any

from gatepost.sandbox.behaviour import State

from . import moments

PERIODS = ("day", "week", "month")


def book(state: State, log: dict[str, Any], at: float) -> None:
    """Books the cost of a call to its team, key and model."""
    if not log["cost_usd"]:
        return
    accounts = state.collection("ledger")
    subjects = {"team": log["team_id"], "key": log["key_id"], "model": log["model"]}
    for kind, id in subjects.items():
        for period in PERIODS:
            account = _account(kind, str(id), period, at)
            entry = accounts.get(account) or accounts.insert({"id": account, "usd": 0.0})
            entry["usd"] = round(entry["usd"] + log["cost_usd"], 10)


def spent(state: State, kind: str, id: str, period: str, at: float) -> float:
    """US dollars spent in the period that the moment lies in."""
    entry = state.collection("ledger").get(_account(kind, id, period, at))
    return entry["usd"] if entry else 0.0


def _account(kind: str, id: str, period: str, at: float) -> str:
    return f"{kind}:{id}:{period}:{moments.text(moments.starts(at, period))}"
