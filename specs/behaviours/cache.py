"""The semantic cache: answers are given again where a prompt means the same."""

from __future__ import annotations

from typing import Any

from gatepost.sandbox.behaviour import Call, Reply, State, operation

from . import access, audit, vectors

MOST_ENTRIES = 500
SETTINGS = ("enabled", "similarity_threshold", "ttl_seconds", "scope")


def settings(state: State) -> dict[str, Any]:
    """The settings with the counters; changes to it stay."""
    return state.collection("settings")["cache"]


def look_up(state: State, kept: dict[str, Any], now: float) -> dict[str, Any] | None:
    """The nearest entry that may answer the call `kept` describes, or None; counts the hit or miss."""
    rules = settings(state)
    own = vectors.vector(kept["text"])
    best, nearest = None, rules["similarity_threshold"] - 1e-6
    for entry in _living(state, now):
        if _may_answer(entry, kept, rules["scope"]):
            near = vectors.likeness(own, entry["vector"])
            if near >= nearest:
                best, nearest = entry, near
    rules["hits" if best else "misses"] += 1
    return best


def store(state: State, kept: dict[str, Any], answer: dict[str, Any], now: float) -> None:
    """Keeps an answer, in place of one to the same words."""
    entries = state.collection("cache")
    id = f"{kept['team_id']}:{kept['key_id']}:{kept['asked']}:{kept['form']}:{' '.join(vectors.words(kept['text']))}"
    entries.delete(id)
    while len(entries) >= MOST_ENTRIES:
        entries.delete(next(iter(entries))["id"])
    entry = {"id": id, **kept, "vector": vectors.vector(kept["text"]), "answer": answer, "stored": now}
    entries.insert(entry)


def _living(state: State, now: float) -> list[dict[str, Any]]:
    """The entries that are young enough; the others are forgotten."""
    entries = state.collection("cache")
    youngest = now - settings(state)["ttl_seconds"]
    for entry in [entry for entry in entries if entry["stored"] <= youngest]:
        entries.delete(entry["id"])
    return list(entries)


def _may_answer(entry: dict[str, Any], kept: dict[str, Any], scope: str) -> bool:
    own = {"key": "key_id", "team": "team_id"}.get(scope)
    same = ("asked", "form", *((own,) if own else ()))
    return all(entry[name] == kept[name] for name in same)


# operations


def _shown(call: Call) -> dict[str, Any]:
    rules = settings(call.state)
    counters = {"entries": len(_living(call.state, call.clock.now())), "hits": rules["hits"], "misses": rules["misses"]}
    return {**{name: rules[name] for name in SETTINGS}, **counters}


@operation("getCacheSettings")
def get_cache_settings(call: Call) -> Reply:
    """Settings and counters."""
    return Reply(body=_shown(call))


@audit.write("updateCacheSettings", "cache.update")
def update_cache_settings(call: Call, entry: audit.Entry) -> Reply:
    """Changes the settings that are sent."""
    before = dict(settings(call.state))
    call.state.collection("settings").update("cache", access.sent(call))
    entry.compare(before, settings(call.state), hidden=("id", "hits", "misses"))
    return Reply(body=_shown(call))


@audit.write("purgeCache", "cache.purge")
def purge_cache(call: Call, entry: audit.Entry) -> Reply:
    """Forgets the answers of a model, of a team, or all."""
    sent = access.sent(call)
    model, team_id = sent.get("model"), sent.get("team_id")
    entries = call.state.collection("cache")
    gone = [
        kept["id"]
        for kept in entries
        if model in (None, kept["asked"], kept["answer"]["model"]) and team_id in (None, kept["team_id"])
    ]
    for id in gone:
        entries.delete(id)
    entry.reason = f"{len(gone)} entries were purged."
    return Reply(body={"purged": len(gone)})
