"""The way of a call to a model through the gateway: budget, rate limit, guardrails, cache, routing, provider, books.

Whatever ends a call, it leaves one record in the request log, with the trace of the way it went.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from gatepost.sandbox.behaviour import Call, Refusal, State
from gatepost.sandbox.dials import Dials

from . import access, budgets, cache, guardrails, ledger, limits, logs, models, providers, routing, simulator, tokens


@dataclass
class Prompt:
    """What a caller asks of a model, in the terms of chat, whatever the operation."""

    asked: str
    messages: list[dict[str, Any]]
    ability: str = "chat"
    tools: list[dict[str, Any]] = field(default_factory=list)
    tool_choice: Any = "auto"
    most_tokens: int | None = None
    stops: list[str] = field(default_factory=list)
    number: int = 1
    streamed: bool = False
    metadata: dict[str, str] = field(default_factory=dict)

    @property
    def tokens(self) -> int:
        """Tokens of the messages and of the tools' descriptions."""
        total = sum(tokens.of_message(message) for message in self.messages)
        if self.ability == "embeddings":
            return total - tokens.PER_MESSAGE * len(self.messages)
        return total + sum(tokens.count(json.dumps(tool)) for tool in self.tools)

    @property
    def abilities(self) -> frozenset[str]:
        """What a model must be able to do to answer."""
        pictures = any(part["type"] == "image_url" for message in self.messages for part in tokens.parts(message))
        return frozenset({self.ability, *(["tools"] if self.tools else []), *(["vision"] if pictures else [])})


@dataclass
class Choice:
    """One answer: a text, or tool calls as name and arguments."""

    text: str | None
    tool_calls: list[tuple[str, str]]
    finish_reason: str


@dataclass
class Answered:
    """An answer that has come all the way; `finish` books it, once, when the caller has it."""

    model: dict[str, Any]
    choices: list[Choice]
    prompt_tokens: int
    completion_tokens: int
    cost_usd: float
    headers: dict[str, str]
    finish: Callable[[], None]

    def usage(self) -> dict[str, Any]:
        """Tokens and cost, as chat completions show them."""
        return {
            "prompt_tokens": self.prompt_tokens,
            "completion_tokens": self.completion_tokens,
            "total_tokens": self.prompt_tokens + self.completion_tokens,
            "cost_usd": self.cost_usd,
        }


class Passage:
    """One call on its way."""

    def __init__(self, call: Call, prompt: Prompt) -> None:
        self.call = call
        self.prompt = prompt
        self.key = access.caller(call)
        self.now = call.clock.now()
        self.dials = Dials.of(call.headers)
        self.applied: list[str] = []
        self.journal = logs.Journal(call, prompt.asked, self.key)
        self.journal.streamed = prompt.streamed
        self.journal.metadata = prompt.metadata

    def answered(self) -> Answered:
        """The answer; raises Refusal, after it has been logged, where something stands in the way."""
        self._check_budget()
        self._check_rate()
        self._guard_prompt()
        mode = self._cache_mode()
        kept = mode != "off" and self._kept()
        if kept and mode == "use":
            self.journal.step("look in the cache")
            entry = cache.look_up(self.call.state, kept, self.now)
            if entry:
                return self._from_cache(entry["answer"])
        route = self._route()
        choices = self._choices()
        outcome = self._ask(route, sum(_tokens_of(choice) for choice in choices))
        choices = self._guard_answer(choices)
        if kept:
            self._keep(kept, outcome.model, choices)
        return self._made(outcome, choices, "miss" if kept else "off")

    # what may stand in the way

    def _refuse(self, outcome: str, status: int, code: str, message: str, param: str | None, **headers: str) -> None:
        """Logs the call as refused and raises Refusal."""
        self.journal.refused(outcome, status, message)
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        access.refuse(self.call, status, code, message, param, given)

    def _subjects(self, model: str | None = None) -> dict[str, str]:
        return {"team": self.key["team_id"], "key": self.key["id"], **({"model": model} if model else {})}

    def _check_budget(self, model: str | None = None) -> None:
        subjects = {"model": model} if model else self._subjects()
        spent = budgets.exhausted(self.call.state, subjects, self.now)
        if spent:
            message = (
                f"Budget {spent['id']} is exhausted: {spent['spent_usd']:.2f} of {spent['limit_usd']:.2f} USD spent. "
                f"It starts anew on {spent['period_ends_at'][:10]}; an administrator can raise it before then."
            )
            self._refuse("over_budget", 402, "budget_exceeded", message, None, x_postern_budget_id=spent["id"])

    def _check_rate(self, model: str | None = None) -> None:
        subjects = {"model": model} if model else self._subjects()
        spent = limits.admit(self.call.state, subjects, self.now)
        if spent:
            message, wait = spent
            shown = limits.headers(self.call.state, self.key["id"], self.now)
            self._refuse("rate_limited", 429, "rate_limited", message, None, retry_after=str(wait), **shown)

    def _guard_prompt(self) -> None:
        self.journal.step("apply guardrails to the prompt")
        for message in self.prompt.messages:
            content = message.get("content")
            if isinstance(content, str):
                message["content"] = self._guard("input", content)
            for part in content if isinstance(content, list) else ():
                if part["type"] == "text":
                    part["text"] = self._guard("input", part["text"])
        self.journal.prompt = tokens.text_of(self.prompt.messages[-1])

    def _guard(self, stage: str, text: str) -> str:
        try:
            text, applied = guardrails.apply(self.call, stage, text)
        except Refusal as refused:
            self.journal.refused("blocked", refused.status, refused.message)
            raise
        self.applied += [id for id in applied if id not in self.applied]
        return text

    # cache

    def _cache_mode(self) -> str:
        enabled = cache.settings(self.call.state)["enabled"]
        asked = self.call.headers.get("x-postern-cache-mode", "use")
        cacheable = self.prompt.ability == "chat" and not self.prompt.tools and not self.dials.first_provider
        return asked if enabled and cacheable and asked in ("use", "refresh") else "off"

    def _kept(self) -> dict[str, Any]:
        """What a cached answer is found by: the same form, and a text that means the same."""
        prompt = self.prompt
        roles = [message["role"] for message in prompt.messages]
        pictures = [
            part["image_url"]["url"]
            for message in prompt.messages
            for part in tokens.parts(message)
            if part["type"] == "image_url"
        ]
        return {
            "asked": prompt.asked,
            "form": json.dumps([roles, pictures, prompt.metadata, prompt.most_tokens, prompt.stops, prompt.number]),
            "text": "\n".join(tokens.text_of(message) for message in prompt.messages),
            "team_id": self.key["team_id"],
            "key_id": self.key["id"],
        }

    def _keep(self, kept: dict[str, Any], model: dict[str, Any] | None, choices: list[Choice]) -> None:
        if model:
            stored = [[choice.text, choice.finish_reason] for choice in choices]
            cache.store(self.call.state, kept, {"model": model["id"], "choices": stored}, self.now)

    def _from_cache(self, answer: dict[str, Any]) -> Answered:
        model = self.call.state.collection("models")[answer["model"]]
        self._check_allowed(model)
        choices = self._guard_answer([Choice(text, [], reason) for text, reason in answer["choices"]])
        return self._made(providers.Outcome(model), choices, "hit")

    # answer

    def _route(self) -> routing.Route:
        prompt = self.prompt
        wanted = routing.Wanted(prompt.asked, self.key["team_id"], prompt.metadata, prompt.tokens, prompt.abilities)
        self.journal.step("choose a model")
        route = routing.decide(self.call, wanted)
        model = route.chosen
        self._check_allowed(model)
        lacking = sorted(prompt.abilities - set(model["abilities"]))
        if lacking:
            message = f"{model['id']} has not the ability {' or '.join(lacking)} that this request needs."
            self._refuse("denied", 404, "model_not_able", message, "model")
        if prompt.tokens > model["context_window"]:
            message = f"The prompt has {prompt.tokens} tokens; {model['id']} takes {model['context_window']}."
            self._refuse("denied", 400, "context_length_exceeded", message, "messages")
        self._check_budget(model["id"])
        self._check_rate(model["id"])
        return route

    def _check_allowed(self, model: dict[str, Any]) -> None:
        allowed = self.key["models"]
        if allowed and model["id"] not in allowed:
            message = f"Key {self.key['id']} may call {' and '.join(allowed)}, not {model['id']}."
            self._refuse("denied", 403, "model_not_allowed", message, "model")

    def _choices(self) -> list[Choice]:
        if self.prompt.ability == "embeddings":
            return []
        draft = simulator.answer(self.prompt.messages, self.prompt.tools, self.prompt.tool_choice)
        if draft.tool_calls:
            made = Choice(None, draft.tool_calls, "tool_calls")
        else:
            text, reason = tokens.cut(draft.text or "", self.prompt.most_tokens, self.prompt.stops)
            made = Choice(text, [], reason)
        return [Choice(made.text, made.tool_calls, made.finish_reason) for _ in range(self.prompt.number)]

    def _ask(self, route: routing.Route, completion_tokens: int) -> providers.Outcome:
        state, allowed = self.call.state, self.key["models"]
        known = state.collection("models")
        others = [known[id] for id in route.fallbacks if id in known and (not allowed or id in allowed)]
        able = [model for model in others if self.prompt.abilities <= set(model["abilities"])]
        if self.dials.first_provider and not able:
            # The dial is to show a fallback, also of a model that has none set up.
            able = [model for model in known if model is not route.chosen and self._may_stand_in(model)][:1]
        outcome = providers.ask(state, [route.chosen, *able], completion_tokens, self.dials.first_provider)
        self.journal.asked(outcome)
        if outcome.model is None:
            failed = {f"{attempt.model} ({attempt.error})": None for attempt in outcome.attempts}
            self._refuse(
                "failed",
                502,
                "provider_failed",
                f"No provider answered: {', '.join(failed)}.",
                "model",
                x_postern_attempted_retries=str(outcome.retries),
                x_postern_attempted_fallbacks=str(outcome.fallbacks),
            )
        return outcome

    def _may_stand_in(self, model: dict[str, Any]) -> bool:
        provider = self.call.state.collection("providers")[model["owned_by"]]
        allowed = self.key["models"]
        able = self.prompt.abilities <= set(model["abilities"])
        return able and provider["nature"] == "steady" and (not allowed or model["id"] in allowed)

    def _guard_answer(self, choices: list[Choice]) -> list[Choice]:
        self.journal.step("apply guardrails to the answer")
        for choice in choices:
            if choice.text is not None:
                choice.text = self._guard("output", choice.text)
        return choices

    def _made(self, outcome: providers.Outcome, choices: list[Choice], cached: str) -> Answered:
        assert outcome.model is not None  # noqa: S101 - a call without one was refused before
        model, prompt_tokens = outcome.model, self.prompt.tokens
        completion_tokens = sum(_tokens_of(choice) for choice in choices)
        cost = 0.0 if cached == "hit" else models.cost(model, prompt_tokens, completion_tokens)
        journal = self.journal
        journal.answered(model, cached, prompt_tokens, completion_tokens, cost, choices[0].text if choices else None)

        def finish() -> None:
            if journal.written is None:
                log = journal.write()
                _book(self.call.state, self.key, log, self.now)
                total = prompt_tokens + completion_tokens
                limits.count_tokens(self.call.state, self._subjects(model["id"]), total, self.now)

        headers = self._headers(model, outcome, cached, cost)
        return Answered(model, choices, prompt_tokens, completion_tokens, cost, headers, finish)

    def _headers(self, model: dict[str, Any], outcome: providers.Outcome, cached: str, cost: float) -> dict[str, str]:
        found = {
            "x-postern-trace-id": self.journal.trace_id,
            "x-postern-model": model["id"],
            "x-postern-provider": model["owned_by"],
            "x-postern-cache": cached,
            "x-postern-attempted-retries": str(outcome.retries),
            "x-postern-attempted-fallbacks": str(outcome.fallbacks),
            **limits.headers(self.call.state, self.key["id"], self.now),
        }
        if not self.prompt.streamed:
            found["x-postern-cost-usd"] = f"{cost:.10f}".rstrip("0").rstrip(".")
        if self.applied:
            found["x-postern-guardrails"] = ",".join(self.applied)
        return found


def answer(call: Call, prompt: Prompt) -> Answered:
    """Takes a prompt through the gateway; raises Refusal 400, 402, 403, 404, 429 or 502."""
    return Passage(call, prompt).answered()


def _tokens_of(choice: Choice) -> int:
    return simulator.Draft(choice.text, choice.tool_calls).tokens


def _book(state: State, key: dict[str, Any], log: dict[str, Any], now: float) -> None:
    key["spend_usd"] = round(key["spend_usd"] + log["cost_usd"], 10)
    key["last_used_at"] = log["created_at"]
    ledger.book(state, log, now)
