"""Whether the gateway lives and can serve calls."""

from __future__ import annotations

from gatepost.sandbox.behaviour import Call, Reply, operation

VERSION = "2026-11"


@operation("checkLiveness")
def check_liveness(call: Call) -> Reply:
    """That the process answers."""
    return Reply(body={"status": "alive"})


@operation("checkReadiness")
def check_readiness(call: Call) -> Reply:
    """The verdict with what it rests on; a provider that is down makes the gateway degraded."""
    checks: dict[str, dict[str, str | None]] = {"store": {"status": "ready", "detail": None}}
    for provider in call.state.collection("providers"):
        down = provider["nature"] == "down"
        checks[f"provider.{provider['id']}"] = {
            "status": "failing" if down else "ready",
            "detail": provider["remark"] if down else None,
        }
    failing = any(check["status"] == "failing" for check in checks.values())
    return Reply(body={"status": "degraded" if failing else "ready", "version": VERSION, "checks": checks})
