"""Which model answers: rules, their strategies, fallbacks and retries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from gatepost.sandbox.behaviour import Call, Reply, State, operation

from . import access, audit, models, moments, paging


@dataclass
class Wanted:
    """What decides on a route: the name asked for, the caller's team and labels, and the prompt."""

    asked: str
    team_id: str | None = None
    metadata: dict[str, str] = field(default_factory=dict)
    prompt_tokens: int = 0
    abilities: frozenset[str] = frozenset()


@dataclass
class Route:
    """A decision: the chosen model and those that follow on failure, with the reasons."""

    rule: dict[str, Any] | None
    chosen: dict[str, Any]
    fallbacks: list[str]
    reasons: list[str]


def decide(call: Call, wanted: Wanted, *, deal: bool = True) -> Route:
    """Chooses a model; raises Refusal 404 where the name is neither a model nor an alias.

    `deal` counts the decision among those that a weighted strategy shares out.
    """
    rule = next((rule for rule in ordered(call.state) if rule["enabled"] and _matches(rule["match"], wanted)), None)
    if rule:
        chosen, reasons = _by_rule(call.state, rule, wanted, deal)
    elif wanted.asked in call.state.collection("models"):
        chosen, reasons = wanted.asked, [f"No rule matches; {wanted.asked} is taken as asked."]
    else:
        message = f"There is no model or alias '{wanted.asked}'. GET /v1/models lists them."
        access.refuse(call, 404, "model_not_found", message, "model")
    model = call.state.collection("models")[chosen]
    return Route(rule, model, fallbacks_of(call.state, chosen), reasons)


def ordered(state: State) -> list[dict[str, Any]]:
    """The rules in the order in which they are tried."""
    return sorted(state.collection("rules"), key=lambda rule: rule["priority"])


def fallbacks_of(state: State, model: str) -> list[str]:
    """The models that answer in place of one that fails."""
    entry = state.collection("fallbacks", by="model").get(model)
    return list(entry["fallbacks"]) if entry else []


def _matches(match: dict[str, Any], wanted: Wanted) -> bool:
    return (
        match.get("model", wanted.asked) == wanted.asked
        and match.get("team_id", wanted.team_id) == wanted.team_id
        and match.get("min_prompt_tokens", 0) <= wanted.prompt_tokens
        and all(wanted.metadata.get(name) == value for name, value in match.get("metadata", {}).items())
    )


def _by_rule(state: State, rule: dict[str, Any], wanted: Wanted, deal: bool) -> tuple[str, list[str]]:
    strategy = rule["strategy"]
    able = [
        id for id in models.targets(strategy) if wanted.abilities <= set(state.collection("models")[id]["abilities"])
    ]
    candidates = able or models.targets(strategy)
    why = [f"Rule {rule['id']} matches {_conditions(rule['match'])}."]
    if strategy["kind"] == "weighted":
        shares = {target["model"]: target["weight"] for target in strategy["targets"] if target["model"] in candidates}
        offered = ", ".join(f"{model} ({weight})" for model, weight in shares.items())
        return _deal(state, rule["id"], shares, deal), [*why, f"Strategy weighted offers {offered}."]
    if strategy["kind"] == "cheapest":
        chosen = _cheapest(state, candidates)
        return chosen, [*why, f"Strategy cheapest takes {chosen} of {', '.join(candidates)}."]
    return candidates[0], [*why, f"Strategy single takes {candidates[0]}."]


def _conditions(match: dict[str, Any]) -> str:
    said = [f"{name} {value}" for name, value in match.items() if name != "metadata"]
    said += [f"label {name}={value}" for name, value in match.get("metadata", {}).items()]
    return " and ".join(said) or "every call"


def _deal(state: State, rule_id: str, shares: dict[str, int], counted: bool) -> str:
    """Deals calls out so that after every few each model has had its share: the one furthest behind is next."""
    dealt = state.collection("dealt")
    counts = dealt.get(rule_id) or dealt.insert({"id": rule_id, "by_model": {}})
    given = counts["by_model"]
    total, made = sum(shares.values()), sum(given.get(model, 0) for model in shares) + 1
    chosen = max(shares, key=lambda model: shares[model] * made / total - given.get(model, 0))
    if counted:
        given[chosen] = given.get(chosen, 0) + 1
    return chosen


def _cheapest(state: State, candidates: list[str]) -> str:
    known, providers = state.collection("models"), state.collection("providers")
    up = [id for id in candidates if providers[known[id]["owned_by"]]["nature"] != "down"]
    return min(up or candidates, key=lambda id: sum(known[id]["prices"].values()))


# operations


@operation("listRoutingRules")
def list_routing_rules(call: Call) -> Reply:
    """The rules in the order in which they are tried."""
    return Reply(body=paging.listed(ordered(call.state)))


@operation("getRoutingRule")
def get_routing_rule(call: Call) -> Reply:
    """One rule."""
    return Reply(body=access.found(call, "rules", "rule", "rule_id"))


@audit.write("createRoutingRule", "rule.create")
def create_routing_rule(call: Call, entry: audit.Entry) -> Reply:
    """Adds a rule."""
    rule = {
        "id": f"rule_{access.digest(call, 'rule')[:6]}",
        **_defined(call, None),
        "created_at": moments.text(call.clock.now()),
    }
    entry.target = rule["id"]
    entry.compare({}, _defined(call, None))
    _forget_answers(call.state)
    return access.created(call.state.collection("rules").insert(rule), f"/v1/routing/rules/{rule['id']}")


@audit.write("replaceRoutingRule", "rule.replace")
def replace_routing_rule(call: Call, entry: audit.Entry) -> Reply:
    """Replaces a rule; id and time of creation stay."""
    rule = access.found(call, "rules", "rule", "rule_id")
    changed = {"id": rule["id"], **_defined(call, rule["id"]), "created_at": rule["created_at"]}
    entry.compare(rule, changed)
    _forget_answers(call.state)
    return Reply(body=call.state.collection("rules").insert(changed))


@audit.write("deleteRoutingRule", "rule.delete")
def delete_routing_rule(call: Call, entry: audit.Entry) -> Reply:
    """Removes a rule."""
    rule = access.found(call, "rules", "rule", "rule_id")
    entry.compare(rule, {}, hidden=("id", "created_at"))
    call.state.collection("rules").delete(rule["id"])
    _forget_answers(call.state)
    return Reply(204)


def _forget_answers(state: State) -> None:
    """Empties the semantic cache: its answers come from models that the old rules chose."""
    state.collection("cache").clear()


def _defined(call: Call, own_id: str | None) -> dict[str, Any]:
    """The rule in the body with its defaults; raises Refusal where it names unknown models or takes a priority."""
    sent = access.sent(call)
    models.require(call, models.targets(sent["strategy"]), "strategy")
    for rule in call.state.collection("rules"):
        if rule["priority"] == sent["priority"] and rule["id"] != own_id:
            message = f"Rule {rule['id']} has the priority {rule['priority']} already."
            access.refuse(call, 409, "already_exists", message, "priority")
    return {
        "name": sent["name"],
        "priority": sent["priority"],
        "enabled": sent.get("enabled", True),
        "match": sent["match"],
        "strategy": sent["strategy"],
    }


@operation("resolveRoute")
def resolve_route(call: Call) -> Reply:
    """Explains a decision without making a call."""
    sent = access.sent(call)
    team_id = sent.get("team_id") or access.caller(call)["team_id"]
    route = decide(call, Wanted(sent["model"], team_id, sent.get("metadata", {})), deal=False)
    decision = {
        "asked": sent["model"],
        "rule_id": route.rule["id"] if route.rule else None,
        "chosen": route.chosen["id"],
        "provider": route.chosen["owned_by"],
        "fallbacks": route.fallbacks,
        "reasons": route.reasons,
    }
    return Reply(body=decision)


@operation("listFallbacks")
def list_fallbacks(call: Call) -> Reply:
    """Fallbacks of every model that has some."""
    entries = call.state.collection("fallbacks", by="model")
    return Reply(body=paging.listed(sorted(entries, key=lambda entry: entry["model"])))


@audit.write("setFallbacks", "fallbacks.set")
def set_fallbacks(call: Call, entry: audit.Entry) -> Reply:
    """Replaces the fallbacks of a model; an empty list forgets them."""
    model = access.found(call, "models", "model", "model")["id"]
    wanted = access.sent(call)["fallbacks"]
    models.require(call, wanted, "fallbacks")
    if model in wanted:
        access.refuse(call, 409, "own_fallback", f"fallbacks: {model} cannot stand in for itself.", "fallbacks")
    entry.compare({"fallbacks": fallbacks_of(call.state, model)}, {"fallbacks": wanted})
    entries = call.state.collection("fallbacks", by="model")
    entries.delete(model)
    if wanted:
        entries.insert({"model": model, "fallbacks": wanted})
    return Reply(body={"model": model, "fallbacks": wanted})


@operation("getRetryPolicy")
def get_retry_policy(call: Call) -> Reply:
    """The retry policy."""
    return Reply(body=call.state["retries"])


@audit.write("setRetryPolicy", "retries.set")
def set_retry_policy(call: Call, entry: audit.Entry) -> Reply:
    """Replaces the retry policy."""
    policy = {name: access.sent(call)[name] for name in ("max_retries", "backoff", "retry_on")}
    entry.compare(call.state["retries"], policy)
    call.state["retries"] = policy
    return Reply(body=policy)
