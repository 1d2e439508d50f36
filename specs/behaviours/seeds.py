"""What Postern remembers at its start: models, teams, keys, rules, and a week of calls. All of it is invented.

The moments fit the sandbox's clock, which starts on 2026-11-23 at 09:00 UTC.
"""

from __future__ import annotations

from random import Random
from typing import Any

from gatepost.sandbox.behaviour import State

from . import access, keys, ledger, limits, logs, models, moments, providers, tool_seeds, usage

FOUNDED = "2026-09-01T08:00:00Z"
HISTORY_ENDS = "2026-11-23T08:12:00Z"
HISTORY_CALLS = 60
HISTORY_SECONDS = 9_300
BEFORE_ASKING = 4

PROVIDERS = (
    {"id": "meridian", "nature": "steady", "remark": None},
    {"id": "cobalt", "nature": "unsteady", "remark": "One call in three is answered with 503."},
    {"id": "tidewater", "nature": "down", "remark": "Connection refused since 2026-11-20."},
    {"id": "fjord", "nature": "steady", "remark": None},
)
# id, display name, abilities, context window, input and output price, retirement
MODELS = (
    ("meridian-4", "meridian", "Meridian 4", ["chat", "tools", "vision"], 200_000, 15.0, 75.0, None),
    ("meridian-4-mini", "meridian", "Meridian 4 mini", ["chat", "tools"], 128_000, 2.0, 10.0, None),
    ("cobalt-2", "cobalt", "Cobalt 2", ["chat"], 96_000, 8.0, 32.0, None),
    ("tidewater-1", "tidewater", "Tidewater 1", ["chat"], 64_000, 5.0, 5.0, None),
    ("fjord-embed-3", "fjord", "Fjord Embed 3", ["embeddings"], 8_192, 0.5, 0.0, None),
    ("quill-1", "meridian", "Quill 1", ["completions"], 16_384, 4.0, 4.0, "2027-05-31"),
)
TEAMS = (
    ("team_atlas", "Atlas", "Search and assistants", 30),
    ("team_harbour", "Harbour", "Customer support", 7),
    ("team_lantern", "Lantern", "Research", 90),
)
USERS = (
    ("user_imogen", "Imogen Clarke", "imogen@postern.example.com"),
    ("user_tomas", "Tomas Lind", "tomas@postern.example.com"),
    ("user_priya", "Priya Raman", "priya@postern.example.com"),
    ("user_wen", "Wen Zhao", "wen@postern.example.com"),
)
MEMBERS = (
    ("team_atlas", "user_imogen", "owner", FOUNDED),
    ("team_atlas", "user_tomas", "developer", "2026-09-01T08:05:00Z"),
    ("team_harbour", "user_priya", "owner", "2026-09-02T09:30:00Z"),
    ("team_harbour", "user_tomas", "viewer", "2026-09-14T10:00:00Z"),
    ("team_lantern", "user_wen", "owner", "2026-09-03T10:45:00Z"),
)
# id, name, team, secret, created at, and what differs from a fresh key
KEYS: tuple[tuple[str, str, str, str, str, dict[str, Any]], ...] = (
    ("key_sandbox", "Sandbox", "team_atlas", "sk-sandbox", "2026-11-20T08:00:00Z",
     {"scopes": ["inference", "admin"], "metadata": {"purpose": "documentation"}}),
    ("key_inference", "Sandbox without administration", "team_atlas", "sk-sandbox-inference", FOUNDED, {}),
    ("key_harbour_web", "Harbour web chat", "team_harbour", "sk-harbour-example-web", "2026-09-14T10:20:00Z",
     {"models": ["meridian-4-mini", "meridian-4"], "metadata": {"service": "web-chat", "stage": "production"}}),
    ("key_lantern_batch", "Lantern nightly batch", "team_lantern", "sk-lantern-example-batch", "2026-09-20T16:00:00Z",
     {"metadata": {"purpose": "nightly_batch"}}),
    ("key_spent", "Spent", "team_lantern", "sk-sandbox-spent", "2026-10-01T08:00:00Z", {}),
    ("key_slow", "Slow", "team_harbour", "sk-sandbox-slow", "2026-10-01T08:05:00Z", {}),
    ("key_revoked", "Workshop", "team_atlas", "sk-sandbox-revoked", "2026-10-12T12:00:00Z",
     {"revoked_at": "2026-11-18T16:20:00Z"}),
)  # fmt: skip
BUDGETS = (
    ("bud_atlas_month", "team", "team_atlas", 500, "month", "refuse", [0.5, 0.9], FOUNDED),
    ("bud_harbour_month", "team", "team_harbour", 200, "month", "warn", [0.8], "2026-09-02T09:35:00Z"),
    ("bud_spent", "key", "key_spent", 4, "month", "refuse", [0.8], "2026-10-01T08:10:00Z"),
)
RATE_LIMITS = (
    ("key", "key_sandbox", 60_000, None),
    ("key", "key_slow", 2, None),
    ("team", "team_harbour", 600, 400_000),
)
RULES: tuple[dict[str, Any], ...] = (
    {
        "id": "rule_fast", "name": "Alias fast", "priority": 10, "enabled": True,
        "match": {"model": "fast"},
        "strategy": {"kind": "single", "model": "meridian-4-mini"},
        "created_at": FOUNDED,
    },
    {
        "id": "rule_smart", "name": "Alias smart", "priority": 20, "enabled": True,
        "match": {"model": "smart"},
        "strategy": {
            "kind": "weighted",
            "targets": [{"model": "meridian-4", "weight": 70}, {"model": "cobalt-2", "weight": 30}],
        },
        "created_at": FOUNDED,
    },
    {
        "id": "rule_nightly", "name": "Nightly batches go cheap", "priority": 30, "enabled": True,
        "match": {"team_id": "team_lantern", "metadata": {"purpose": "nightly_batch"}},
        "strategy": {"kind": "cheapest", "models": ["meridian-4-mini", "cobalt-2"]},
        "created_at": "2026-09-20T16:05:00Z",
    },
)  # fmt: skip
FALLBACKS = (
    {"model": "meridian-4", "fallbacks": ["meridian-4-mini"]},
    {"model": "tidewater-1", "fallbacks": ["cobalt-2", "meridian-4-mini"]},
)
RETRIES = {"max_retries": 1, "backoff": {"first_ms": 250, "longest_ms": 2000}, "retry_on": [429, 500, 502, 503]}
CACHE = {
    "id": "cache", "enabled": True, "similarity_threshold": 0.95, "ttl_seconds": 3600, "scope": "team",
    "hits": 7, "misses": 53,
}  # fmt: skip
GUARDRAILS: tuple[dict[str, Any], ...] = (
    {
        "id": "grd_injection", "kind": "injection_refusal", "name": "Refuse prompt injection", "enabled": True,
        "stage": "input", "action": "block", "phrases": [], "created_at": FOUNDED,
    },
    {
        "id": "grd_pii", "kind": "pii_masking", "name": "Mask personal data", "enabled": True,
        "stage": "both", "action": "mask", "entities": ["email", "phone", "card"], "replacement": "[{entity}]",
        "created_at": FOUNDED,
    },
)  # fmt: skip
# action, target, outcome, changes, reason, moment
AUDIT: tuple[tuple[str, str, str, dict[str, Any], str | None, str], ...] = (
    ("team.create", "team_atlas", "allowed", {"name": [None, "Atlas"]}, None, FOUNDED),
    ("budget.create", "bud_atlas_month", "allowed", {"limit_usd": [None, 500]}, None, FOUNDED),
    ("guardrail.create", "grd_pii", "allowed", {"name": [None, "Mask personal data"]}, None, FOUNDED),
    ("key.revoke", "key_revoked", "allowed", {"status": ["active", "revoked"]}, "Found in a public repository.",
     "2026-11-18T16:20:00Z"),
    ("budget.update", "bud_harbour_month", "allowed", {"limit_usd": [150, 200]}, None, "2026-11-20T09:02:00Z"),
)  # fmt: skip


def seed(state: State) -> None:
    """Fills the state."""
    _seed_models(state)
    _seed_people(state)
    _seed_rules(state)
    tool_seeds.fill(state)
    _seed_history(state)
    _seed_audit(state)
    state.collection("exports").insert(_export(state))


def _seed_models(state: State) -> None:
    for provider in PROVIDERS:
        state.collection("providers").insert({**provider, "attempts": 0})
    for id, provider_id, name, abilities, window, input_price, output_price, retires in MODELS:
        state.collection("models").insert(
            {
                "id": id,
                "object": "model",
                "owned_by": provider_id,
                "display_name": name,
                "abilities": abilities,
                "context_window": window,
                "prices": {"input_usd_per_million": input_price, "output_usd_per_million": output_price},
                "retires_on": retires,
            }
        )


def _seed_people(state: State) -> None:
    for id, name, purpose, days in TEAMS:
        team = {"id": id, "name": name, "purpose": purpose, "log_retention_days": days, "created_at": FOUNDED}
        state.collection("teams").insert(team)
    for id, name, email in USERS:
        state.collection("users").insert({"id": id, "name": name, "email": email})
    for team_id, user_id, role, added_at in MEMBERS:
        member = {"id": f"{team_id}:{user_id}", "team_id": team_id, "user_id": user_id, "role": role}
        state.collection("members").insert({**member, "added_at": added_at})
    for id, name, team_id, secret, created_at, more in KEYS:
        state.collection("keys").insert({**keys.fresh(id, name, team_id, secret, created_at), **more})


def _seed_rules(state: State) -> None:
    for rule in RULES:
        state.collection("rules").insert(rule)
    for entry in FALLBACKS:
        state.collection("fallbacks", by="model").insert(entry)
    for guardrail in GUARDRAILS:
        state.collection("guardrails").insert(guardrail)
    for id, kind, subject_id, limit, period, on_exhaustion, alert_at, created_at in BUDGETS:
        budget = {"id": id, "subject": {"kind": kind, "id": subject_id}, "limit_usd": limit, "period": period}
        more = {"on_exhaustion": on_exhaustion, "alert_at": alert_at, "created_at": created_at}
        state.collection("budgets").insert({**budget, **more})
    for kind, subject_id, requests, tokens in RATE_LIMITS:
        state.collection("rate_limits").insert(limits.fresh(kind, subject_id, requests, tokens))
    state["retries"] = RETRIES
    state.collection("settings").insert(CACHE)


def _seed_history(state: State) -> None:
    """A week of calls, booked as they would have been; the last one is the example of the description."""
    chance, end = Random(7), moments.seconds(HISTORY_ENDS)  # noqa: S311 - a story, not a secret
    for number in range(1, HISTORY_CALLS + 1):
        at = end - (HISTORY_CALLS - number) * HISTORY_SECONDS
        last = number == HISTORY_CALLS
        if last:
            key_id, asked, id, prompt_tokens, completion_tokens = "key_sandbox", "smart", "meridian-4", 412, 188
        elif number % 6 == 0:
            key_id, asked, id, prompt_tokens, completion_tokens = "key_spent", "meridian-4", "meridian-4", 20_000, 3_000
        else:
            key_id = chance.choice(["key_sandbox", "key_harbour_web", "key_lantern_batch"])
            asked, id = chance.choice([("fast", "meridian-4-mini"), ("meridian-4", "meridian-4")])
            prompt_tokens, completion_tokens = chance.randrange(200, 4_000), chance.randrange(40, 900)
        cached = not last and number % 9 == 4
        _remember(state, number, at, key_id, asked, id, prompt_tokens, completion_tokens, cached)


def _remember(
    state: State, number: int, at: float, key_id: str, asked: str, id: str, prompt_tokens: int, made: int, cached: bool
) -> None:
    key, model = state.collection("keys")[key_id], state.collection("models")[id]
    asked_ms = 0 if cached else providers.FIRST_TOKEN_MS + providers.PER_TOKEN_MS * made
    request_id = f"req_seed_{number:04d}"
    trace_id = access.sha(f"trace {number}")[:32]
    spans = _spans(trace_id, key_id, None if cached else id, asked_ms)
    took = spans[-1]["offset_ms"] + spans[-1]["duration_ms"]
    attempt = {"model": id, "provider": model["owned_by"], "status": 200, "duration_ms": asked_ms, "error": None}
    facts = {"gen_ai.request.model": asked, "gen_ai.response.model": id, "postern.request.id": request_id}
    root = logs.span(request_id, "POST /v1/chat/completions", "server", 0, took, facts, spans, bad=False)
    log = {
        "id": request_id,
        "trace_id": trace_id,
        "created_at": moments.text(at),
        "operation_id": "createChatCompletion",
        "team_id": key["team_id"],
        "key_id": key_id,
        "asked_model": asked,
        "model": id,
        "provider": model["owned_by"],
        "outcome": "answered",
        "status": 200,
        "cache": "hit" if cached else "miss",
        "retries": 0,
        "fallbacks": 0,
        "streamed": number % 2 == 0,
        "prompt_tokens": prompt_tokens,
        "completion_tokens": made,
        "cost_usd": 0.0 if cached else models.cost(model, prompt_tokens, made),
        "duration_ms": took,
        "first_token_ms": took if cached else BEFORE_ASKING + providers.FIRST_TOKEN_MS,
        "metadata": {},
        "prompt": "Write to [email] and confirm the booking." if number % 3 == 0 else "What did the customer ask for?",
        "answer": "I am Postern's simulator, not a language model.",
        "attempts": [] if cached else [attempt],
        "spans": [root],
    }
    logs.keep(state, log)
    ledger.book(state, log, at)
    key["spend_usd"] = round(key["spend_usd"] + log["cost_usd"], 10)
    key["last_used_at"] = log["created_at"]
    if number % 12 == 3:
        _seed_result(state, request_id, log["created_at"])


def _spans(trace_id: str, key_id: str, asked: str | None, asked_ms: int) -> list[dict[str, Any]]:
    """The steps of a call; one that the cache answered asks no model."""
    steps = [
        ("check key, budget and rate limit", 1),
        ("apply guardrails to the prompt", 1),
        ("look in the cache", 1),
    ]
    steps += [("choose a model", 1), (f"ask {asked}", asked_ms)] if asked else []
    found: list[dict[str, Any]] = []
    offset = 0
    for place, (name, took) in enumerate([*steps, ("apply guardrails to the answer", 1)]):
        attributes = {"postern.key.id": key_id} if place == 0 else {"gen_ai.request.model": asked} if place == 4 else {}
        kind = "client" if place == 4 else "internal"
        found.append(logs.span(trace_id, name, kind, offset, took, attributes, [], bad=False))
        offset += took
    return found


def _seed_result(state: State, request_id: str, created_at: str) -> None:
    results = state.collection("guardrail_results")
    results.insert(
        {
            "id": f"gres_{len(results) + 1:04d}",
            "guardrail_id": "grd_pii",
            "request_id": request_id,
            "stage": "input",
            "outcome": "masked",
            "matches": [{"label": "email", "span": [9, 24]}],
            "created_at": created_at,
        }
    )


def _seed_audit(state: State) -> None:
    events = state.collection("audit")
    for number, (action, target, outcome, changes, reason, at) in enumerate(AUDIT, 1):
        events.insert(
            {
                "id": f"aud_{number:04d}",
                "created_at": at,
                "action": action,
                "actor": {"kind": "key", "id": "key_sandbox"} if number > 3 else {"kind": "operator", "id": "operator"},
                "target": {"kind": action.partition(".")[0], "id": target},
                "outcome": outcome,
                "changes": changes,
                "reason": reason,
                "request_id": f"req_seed_admin_{number:04d}",
            }
        )


def _export(state: State) -> dict[str, Any]:
    job: dict[str, Any] = {
        "id": "exp_seed",
        "status": "completed",
        "starts_at": "2026-11-16T00:00:00Z",
        "ends_at": "2026-11-23T00:00:00Z",
        "group_by": ["team", "model"],
        "rows": None,
        "created_at": "2026-11-23T08:30:00Z",
        "completed_at": "2026-11-23T08:30:04Z",
    }
    job["rows"] = len(usage.export_rows(state, job))
    return job
