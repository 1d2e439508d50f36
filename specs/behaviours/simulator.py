"""The model of Postern: an honest simulator. It says so in every answer, tells what it knows about Postern,
repeats what it is asked to repeat, and asks for tools whose description fits the question.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from . import cited, tokens, vectors

INTRODUCTION = "I am Postern's simulator, not a language model."
FACTS: tuple[tuple[str, str], ...] = (
    (
        "fallback fallbacks provider down fails failure answers instead",
        "Fallbacks name the models that answer, in order, when the chosen one keeps failing after its retries. "
        "The header x-postern-attempted-fallbacks says how many were asked; try the model tidewater-1, whose "
        "provider is down here.",
    ),
    (
        "retry retries backoff repeated again",
        "A failed call is repeated as the retry policy says, with a pause that doubles each time, before a fallback "
        "is asked. A stream is retried only until its first chunk.",
    ),
    (
        "budget budgets exhausted spend spending limit money dollars 402",
        "A budget limits what a team, a key or a model may spend in a day, week or month. When nothing is left, calls "
        "are refused with 402 budget_exceeded; raising the limit lets them through at once.",
    ),
    (
        "rate limit limits requests minute 429 throttle retry-after",
        "A rate limit counts requests and tokens in each minute. When it is used up the answer is 429, and its header "
        "retry-after says how many seconds to wait.",
    ),
    (
        "cache cached semantic hit threshold similar same prompt",
        "The semantic cache gives an answer again when a prompt means the same, at no cost. Send this question "
        "once more and look at x-postern-cache.",
    ),
    (
        "guardrail guardrails mask masking personal data pii injection refuse applied email phone card",
        "Guardrails read a prompt before it leaves and an answer before it is returned; each masks, refuses or takes "
        "note. Here e-mail addresses, telephone and card numbers are masked, and attempts at prompt injection are "
        "refused with 400.",
    ),
    (
        "key keys virtual rotate revoke secret scope",
        "A virtual key stands in for provider credentials. It belongs to a team, can be limited to models, and can be "
        "rotated or revoked without touching a provider account.",
    ),
    (
        "route routing rule rules alias model chosen choose decide weighted cheapest",
        "Routing rules are tried in order of priority; the first that matches chooses the model, by name, by weight or "
        "by price. POST /v1/routing/resolve explains a decision without making a call.",
    ),
    (
        "stream streaming chunk chunks events sse tokens usage include_usage",
        "A stream is made of server-sent events, one chunk each, ended by [DONE]. With stream_options.include_usage "
        "its last chunk carries the tokens and the cost.",
    ),
    (
        "log logs trace traces span spans observability happened debug find",
        "Every call has a record in the request log, found by x-postern-request-id, and a trace that shows as a "
        "tree of spans where its time went.",
    ),
    (
        "usage cost costs team month report export csv",
        "Usage and cost are added up by team, key and model in buckets of time; GET /v1/usage shows them, and "
        "an export writes them to CSV.",
    ),
    (
        "mcp tool tools server servers virtual agent agents registry",
        "The registry lists MCP servers whose tools agents reach through the gateway; a virtual MCP server offers a "
        "curated subset of them under an address of its own.",
    ),
    (
        "audit log who changed administrators",
        "The audit log keeps who changed what and when, with the values before and after; refused attempts are in it "
        "too.",
    ),
    (
        "team teams member members role roles owner",
        "Teams own keys, budgets and costs; a member's role decides what they may do.",
    ),
    (
        "gateway postern what why need is",
        "A gateway is one address in front of many providers: it decides who answers, what it may cost and what must "
        "not leave, and keeps a record.",
    ),
)
TOPICS = "fallbacks, budgets, keys, routing, guardrails, the cache, streams, logs or MCP servers"
MOST_FACTS = 2
REPEAT = re.compile(r"^\s*(?:please\s+)?(?:repeat|echo|say)\b(?:\s+after\s+me)?\s*:?\s*(?P<what>.+)$", re.I | re.S)
NAME = re.compile(r"[A-ZÀ-Þ][\w'-]*(?:\s+[A-ZÀ-Þ][\w'-]*)*")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
QUOTED = re.compile(r"[\"“']([^\"”']{1,200})[\"”']")


@dataclass
class Draft:
    """What the simulator says, or the tools that it asks for, as name and arguments."""

    text: str | None
    tool_calls: list[tuple[str, str]] = field(default_factory=list)

    @property
    def tokens(self) -> int:
        """Tokens of the draft."""
        return tokens.count(self.text or "") + sum(tokens.count(name + sent) for name, sent in self.tool_calls)


def answer(messages: list[dict[str, Any]], tools: list[dict[str, Any]], choice: Any) -> Draft:
    """Answers the last message of a conversation, which guardrails have seen already.

    `tools` are functions (name, description, parameters); `choice` is `none`, `auto`, `required` or a name.
    """
    last = messages[-1]
    if last["role"] == "tool":
        return Draft(f"{INTRODUCTION} The tool answered: {tokens.text_of(last)}")
    question = tokens.text_of(last)
    tool = _fitting(tools, question, choice)
    if tool:
        return Draft(None, [(tool["name"], json.dumps(_arguments(tool.get("parameters") or {}, question)))])
    pictures = sum(part["type"] == "image_url" for part in tokens.parts(last))
    return Draft(" ".join([INTRODUCTION, *_remarks(pictures), _said(question)]))


def _remarks(pictures: int) -> list[str]:
    if not pictures:
        return []
    return [f"You sent {'a picture' if pictures == 1 else f'{pictures} pictures'}, which I cannot see."]


def _said(question: str) -> str:
    sourced = cited.answer(question)
    if sourced:
        return sourced
    repeat = REPEAT.match(question)
    if repeat:
        return repeat["what"].strip()
    facts = _facts(question)
    if facts:
        return " ".join(facts)
    return f"You wrote: “{question.strip()[:200]}”. Ask me about {TOPICS}."


def _facts(question: str) -> list[str]:
    """The facts whose keywords the question has most of, best first."""
    asked = {_stem(word) for word in vectors.words(question) if word not in vectors.STOP_WORDS}
    scores = [(len(asked & {_stem(word) for word in keywords.split()}), fact) for keywords, fact in FACTS]
    best = max(score for score, _ in scores)
    if not best:
        return []
    return [fact for score, fact in scores if score == best][:MOST_FACTS]


def _stem(word: str) -> str:
    for ending in ("ing", "ies", "ed", "s"):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            return word[: -len(ending)]
    return word


def _fitting(tools: list[dict[str, Any]], question: str, choice: Any) -> dict[str, Any] | None:
    """The tool to ask for: the one named, or the one that shares most words with the question."""
    if choice == "none" or not tools:
        return None
    if choice not in ("auto", "required"):
        return next((tool for tool in tools if tool["name"] == choice), None)
    asked = {_stem(word) for word in vectors.words(question) if word not in vectors.STOP_WORDS}

    def shared(tool: dict[str, Any]) -> int:
        said = f"{tool['name'].replace('_', ' ')} {tool.get('description', '')}"
        return len(asked & {_stem(word) for word in vectors.words(said)})

    best = max(tools, key=shared)
    return best if choice == "required" or shared(best) else None


def _arguments(schema: dict[str, Any], question: str) -> dict[str, Any]:
    """Arguments for the required properties, found in the question where it has something of the kind."""
    properties = schema.get("properties")
    properties = properties if isinstance(properties, dict) else {}
    required = [name for name in schema.get("required") or () if isinstance(properties.get(name), dict)]
    return {name: _value(properties[name], question) for name in required}


def _value(schema: dict[str, Any], question: str) -> Any:
    if schema.get("enum"):
        lowered = question.lower()
        return next((value for value in schema["enum"] if str(value).lower() in lowered), schema["enum"][0])
    if "const" in schema or "default" in schema:
        return schema.get("const", schema.get("default"))
    number = NUMBER.search(question)
    match schema.get("type"):
        case "integer":
            return int(float(number[0])) if number else 1
        case "number":
            return float(number[0]) if number else 1.0
        case "boolean":
            return True
        case "array":
            items = schema.get("items")
            return [_value(items, question)] if isinstance(items, dict) else []
        case "object":
            return _arguments(schema, question)
    return _words(question)


def _words(question: str) -> str:
    """What a text argument gets: something quoted, else a name, else the longest word."""
    quoted = QUOTED.search(question)
    if quoted:
        return quoted[1]
    names = [match[0] for match in NAME.finditer(question) if match.start() > 0]
    return names[0] if names else max(vectors.words(question), key=len, default="")
