"""The models behind the gateway: what they can do, what they cost, how steady their providers are."""

from __future__ import annotations

from typing import Any

from gatepost.sandbox.behaviour import Call, Reply, State, operation

from . import access, paging

STATUSES = {"steady": "available", "unsteady": "unsteady", "down": "down"}


@operation("listModels")
def list_models(call: Call) -> Reply:
    """The models that the key may call."""
    allowed = access.caller(call)["models"]
    provider, abilities = call.query.get("provider"), set(call.query.get("ability") or ())
    found = [
        shown(call.state, model)
        for model in sorted(call.state.collection("models"), key=lambda model: model["id"])
        if (not allowed or model["id"] in allowed)
        and provider in (None, model["owned_by"])
        and abilities <= set(model["abilities"])
    ]
    return Reply(body=paging.listed(found))


@operation("getModel")
def get_model(call: Call) -> Reply:
    """One model."""
    model = call.state.collection("models").get(call.path_values["model"])
    if model is None:
        name = call.path_values["model"]
        access.refuse(call, 404, "model_not_found", f"There is no model '{name}'. GET /v1/models lists them.", "model")
    return Reply(body=shown(call.state, model))


def shown(state: State, model: dict[str, Any]) -> dict[str, Any]:
    """A model as callers see it."""
    provider = state.collection("providers")[model["owned_by"]]
    aliases = [name for name, ids in aliases_of(state).items() if model["id"] in ids]
    seen = {"status": STATUSES[provider["nature"]], "aliases": aliases}
    return paging.last({**model, **seen}, "retires_on")


def aliases_of(state: State) -> dict[str, list[str]]:
    """Models by the names that routing rules define beside the models' own."""
    found: dict[str, list[str]] = {}
    for rule in state.collection("rules"):
        name = rule["match"].get("model")
        if rule["enabled"] and set(rule["match"]) == {"model"} and name not in state.collection("models"):
            found.setdefault(name, []).extend(targets(rule["strategy"]))
    return found


def targets(strategy: dict[str, Any]) -> list[str]:
    """The models that a routing strategy chooses from."""
    if strategy["kind"] == "single":
        return [strategy["model"]]
    if strategy["kind"] == "weighted":
        return [target["model"] for target in strategy["targets"]]
    return list(strategy["models"])


def cost(model: dict[str, Any], prompt_tokens: int, completion_tokens: int) -> float:
    """US dollars for so many tokens."""
    prices = model["prices"]
    dollars = prompt_tokens * prices["input_usd_per_million"] + completion_tokens * prices["output_usd_per_million"]
    return round(float(dollars) / 1_000_000, 10)


def require(call: Call, ids: list[str], param: str) -> None:
    """Raises Refusal 404 where one of the ids is no model."""
    for id in ids:
        if id not in call.state.collection("models"):
            message = f"{param}: there is no model '{id}'. GET /v1/models lists them."
            access.refuse(call, 404, "model_not_found", message, param)
