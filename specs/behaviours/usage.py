"""Usage and cost in buckets of time, and exports of it to CSV."""

from __future__ import annotations

import csv
import io
from typing import Any

from gatepost.sandbox.behaviour import Call, Reply, State, operation

from . import access, audit, moments

GROUPS = {"team": "team_id", "key": "key_id", "model": "model"}
FIGURES = ("requests", "failed_requests", "cached_requests", "prompt_tokens", "completion_tokens", "cost_usd")


@operation("getUsage")
def get_usage(call: Call) -> Reply:
    """Rows by bucket and group, and their total."""
    query = call.query
    start, end = moments.span(query.get("starts_at"), query.get("ends_at"), call.clock.now())
    bucket, chosen = query.get("bucket", "day"), query.get("filter") or {}
    logs = [log for log in _between(call.state, start, end) if _chosen(log, chosen)]
    total = _figures()
    for log in logs:
        _add(total, log)
    report = {
        "object": "usage",
        "bucket": bucket,
        "starts_at": moments.text(start),
        "ends_at": moments.text(end),
        "data": rows(logs, bucket, query.get("group_by", ["team"])),
        "total": total,
    }
    return Reply(body=report)


def rows(logs: list[dict[str, Any]], bucket: str, groups: list[str]) -> list[dict[str, Any]]:
    """Figures by bucket and group, in the order of time and then of group."""
    names = [GROUPS[group] for group in groups]
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for log in logs:
        begins = moments.starts(moments.seconds(log["created_at"]), bucket)
        place = (begins, *(log[name] or "" for name in names))
        if place not in found:
            subject = {name: log[name] if name in names else None for name in GROUPS.values()}
            period = {"starts_at": moments.text(begins), "ends_at": moments.text(moments.ends(begins, bucket))}
            found[place] = {**period, **subject, **_figures()}
        _add(found[place], log)
    return [found[place] for place in sorted(found)]


def _between(state: State, start: float, end: float) -> list[dict[str, Any]]:
    return [log for log in state.collection("logs") if start <= moments.seconds(log["created_at"]) < end]


def _chosen(log: dict[str, Any], chosen: dict[str, str]) -> bool:
    return all(log[name] == value for name, value in chosen.items())


def _figures() -> dict[str, Any]:
    return dict.fromkeys(FIGURES, 0)


def _add(figures: dict[str, Any], log: dict[str, Any]) -> None:
    figures["requests"] += 1
    figures["failed_requests"] += log["outcome"] != "answered"
    figures["cached_requests"] += log["cache"] == "hit"
    for name in ("prompt_tokens", "completion_tokens"):
        figures[name] += log[name]
    figures["cost_usd"] = round(figures["cost_usd"] + log["cost_usd"], 10)


@operation("getCosts")
def get_costs(call: Call) -> Reply:
    """Cost of each team in the current month."""
    now = call.clock.now()
    start = moments.starts(now, "month")
    costs = {team["id"]: 0.0 for team in call.state.collection("teams")}
    for log in _between(call.state, start, now + 1):
        costs[log["team_id"]] = round(costs.get(log["team_id"], 0.0) + log["cost_usd"], 10)
    return Reply(body={"month": moments.text(start)[:7], "costs": costs})


# exports


@audit.write("createUsageExport", "usage_export.create")
def create_usage_export(call: Call, entry: audit.Entry) -> Reply:
    """Takes a job on. Nothing is posted to its callback: the sandbox opens no connections."""
    sent, now = access.sent(call), moments.text(call.clock.now())
    job = {
        "id": f"exp_{access.digest(call, 'export')[:6]}",
        "status": "queued",
        "starts_at": sent["starts_at"],
        "ends_at": sent["ends_at"],
        "group_by": sent.get("group_by", ["team"]),
        "rows": None,
        "created_at": now,
        "completed_at": None,
    }
    entry.target = job["id"]
    call.state.collection("exports").insert(job)
    return Reply(202, job, {"location": f"/v1/usage/exports/{job['id']}"})


@operation("getUsageExport")
def get_usage_export(call: Call) -> Reply:
    """The job; to look at it completes it."""
    job = access.found(call, "exports", "export", "export_id")
    if job["status"] == "queued":
        rows_made = len(export_rows(call.state, job))
        job.update(status="completed", rows=rows_made, completed_at=moments.text(call.clock.now()))
    return Reply(body=job)


@operation("downloadUsageExport")
def download_usage_export(call: Call) -> Reply:
    """The rows of a completed job as CSV."""
    job = access.found(call, "exports", "export", "export_id")
    if job["status"] == "queued":
        access.refuse(call, 409, "not_completed", f"Export {job['id']} is still queued. Look at it again first.")
    subjects = [GROUPS[group] for group in job["group_by"]]
    columns = ["starts_at", *subjects, "requests", "prompt_tokens", "completion_tokens", "cost_usd"]
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for row in export_rows(call.state, job):
        writer.writerow({**row, "cost_usd": f"{row['cost_usd']:.6f}"})
    disposition = f'attachment; filename="usage-{job["id"]}.csv"'
    return Reply(200, text.getvalue(), {"content-disposition": disposition}, "text/csv")


def export_rows(state: State, job: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of a job: by day, of calls until the job was asked for."""
    end = min(moments.seconds(job["ends_at"]), moments.seconds(job["created_at"]))
    return rows(_between(state, moments.seconds(job["starts_at"]), end), "day", job["group_by"])
