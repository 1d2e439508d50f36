"""Guardrails: what they find in a text, what they do about it, and the record of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gatepost.sandbox.behaviour import Call, Reply, State, operation

from . import access, audit, moments, paging

# Every repetition is bounded, so that no text takes longer than its length.
PATTERNS = {
    "card": re.compile(r"(?<![\d-])\d(?:[ -]?\d){12,18}(?![\d-])"),
    "email": re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}"),
    "phone": re.compile(r"(?<![\w+])\+?\(?\d(?:[ ().-]{0,2}\d){7,14}(?!\w)"),
}
INJECTIONS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:ignore|disregard|forget)\s{1,5}(?:all\s{1,5}|any\s{1,5})?(?:of\s{1,5})?(?:your|the|my)?\s{0,5}"
        r"(?:previous|prior|earlier|above)\s{1,5}(?:instructions?|rules?|prompts?)",
        r"\b(?:reveal|print|show|repeat)\s{1,5}(?:me\s{1,5})?(?:your|the)\s{1,5}(?:system\s{1,5}prompt|instructions)",
        r"\byou\s{1,5}are\s{1,5}now\s{1,5}(?:in\s{1,5})?(?:developer\s{1,5}mode|dan\b|unrestricted)",
        r"\bact\s{1,5}as\s{1,5}if\s{1,5}you\s{1,5}had\s{1,5}no\s{1,5}(?:rules|guardrails|restrictions)",
    )
)
OUTCOMES = {"mask": "masked", "block": "blocked", "flag": "flagged"}


@dataclass(frozen=True)
class Find:
    """A stretch of text that a guardrail is about."""

    label: str
    start: int
    end: int


@dataclass
class Verdict:
    """What a guardrail does with a text; `text` is None where it blocks."""

    outcome: str
    text: str | None
    finds: list[Find]

    def matches(self) -> list[dict[str, Any]]:
        """The finds as replies show them."""
        return [{"label": find.label, "span": [find.start, find.end]} for find in self.finds]


def judge(guardrail: dict[str, Any], text: str) -> Verdict:
    """Applies one guardrail to a text."""
    finds = _without_overlaps(_search(guardrail, text))
    if not finds:
        return Verdict("passed", text, [])
    outcome = OUTCOMES[guardrail["action"]]
    if outcome == "blocked":
        return Verdict(outcome, None, finds)
    return Verdict(outcome, _masked(guardrail, text, finds) if outcome == "masked" else text, finds)


def apply(call: Call, stage: str, text: str) -> tuple[str, list[str]]:
    """Applies every guardrail of a stage in order and records results.

    Returns the text as it goes on and the ids of those that found something; raises Refusal 400 where one blocks.
    """
    applied = []
    for guardrail in call.state.collection("guardrails"):
        if not guardrail["enabled"] or guardrail["stage"] not in (stage, "both"):
            continue
        verdict = judge(guardrail, text)
        if verdict.outcome == "passed":
            continue
        applied.append(guardrail["id"])
        _record(call, guardrail, stage, verdict)
        if verdict.text is None:
            what = "prompt" if stage == "input" else "answer"
            message = f"Guardrail {guardrail['id']} ({guardrail['name']}) refused the {what}."
            access.refuse(call, 400, "guardrail_blocked", message, headers={"x-postern-guardrails": ",".join(applied)})
        text = verdict.text
    return text, applied


def _search(guardrail: dict[str, Any], text: str) -> Iterator[Find]:
    if guardrail["kind"] == "pii_masking":
        for entity in sorted(guardrail["entities"]):
            for match in PATTERNS[entity].finditer(text):
                if entity != "card" or _is_card(match[0]):
                    yield Find(entity, *match.span())
    elif guardrail["kind"] == "injection_refusal":
        for pattern in (*INJECTIONS, *map(_phrase, guardrail["phrases"])):
            for match in pattern.finditer(text):
                yield Find("injection", *match.span())
    else:
        for word in guardrail["words"]:
            for match in _phrase(word).finditer(text):
                yield Find("word", *match.span())


def _phrase(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", re.IGNORECASE)


def _is_card(text: str) -> bool:
    """Whether the last digit is right by the Luhn formula."""
    digits = [int(character) for character in reversed(text) if character.isdecimal()]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


def _without_overlaps(finds: Iterator[Find]) -> list[Find]:
    kept: list[Find] = []
    for find in sorted(finds, key=lambda find: (find.start, -find.end)):
        if not kept or find.start >= kept[-1].end:
            kept.append(find)
    return kept


def _masked(guardrail: dict[str, Any], text: str, finds: list[Find]) -> str:
    replacement = guardrail.get("replacement", "[{entity}]")
    for find in reversed(finds):
        text = text[: find.start] + replacement.replace("{entity}", find.label) + text[find.end :]
    return text


def _record(call: Call, guardrail: dict[str, Any], stage: str, verdict: Verdict) -> None:
    results = call.state.collection("guardrail_results")
    results.insert(
        {
            "id": f"gres_{len(results) + 1:04d}",
            "guardrail_id": guardrail["id"],
            "request_id": access.request_id(call),
            "stage": stage,
            "outcome": verdict.outcome,
            "matches": verdict.matches(),
            "created_at": moments.text(call.clock.now()),
        }
    )


# operations


@operation("listGuardrails")
def list_guardrails(call: Call) -> Reply:
    """The guardrails in the order in which they are applied."""
    return Reply(body=paging.listed(call.state.collection("guardrails").list(kind=call.query.get("kind"))))


@operation("getGuardrail")
def get_guardrail(call: Call) -> Reply:
    """One guardrail."""
    return Reply(body=access.found(call, "guardrails", "guardrail", "guardrail_id"))


@audit.write("createGuardrail", "guardrail.create")
def create_guardrail(call: Call, entry: audit.Entry) -> Reply:
    """Adds a guardrail at the end of the order."""
    defined = _defined(call, None)
    id = entry.target = f"grd_{access.digest(call, 'guardrail')[:6]}"
    entry.compare({}, defined)
    guardrail = {"id": id, **defined, "created_at": moments.text(call.clock.now())}
    return access.created(call.state.collection("guardrails").insert(guardrail), f"/v1/guardrails/{id}")


@audit.write("replaceGuardrail", "guardrail.replace")
def replace_guardrail(call: Call, entry: audit.Entry) -> Reply:
    """Replaces a guardrail; id, place and time of creation stay."""
    guardrail = access.found(call, "guardrails", "guardrail", "guardrail_id")
    changed = {"id": guardrail["id"], **_defined(call, guardrail["id"]), "created_at": guardrail["created_at"]}
    entry.compare(guardrail, changed)
    return Reply(body=call.state.collection("guardrails").insert(changed))


@audit.write("deleteGuardrail", "guardrail.delete")
def delete_guardrail(call: Call, entry: audit.Entry) -> Reply:
    """Removes a guardrail."""
    guardrail = access.found(call, "guardrails", "guardrail", "guardrail_id")
    entry.compare(guardrail, {}, hidden=("id", "created_at"))
    call.state.collection("guardrails").delete(guardrail["id"])
    return Reply(204)


@operation("testGuardrail")
def try_guardrail(call: Call) -> Reply:
    """What a guardrail would do with a text."""
    verdict = judge(access.found(call, "guardrails", "guardrail", "guardrail_id"), access.sent(call)["text"])
    return Reply(body={"outcome": verdict.outcome, "text": verdict.text, "matches": verdict.matches()})


@operation("listGuardrailResults")
def list_guardrail_results(call: Call) -> Reply:
    """What guardrails found, newest first."""
    filters = {name: call.query.get(name) for name in ("guardrail_id", "request_id", "outcome")}
    return Reply(body=paging.page(call, call.state.collection("guardrail_results").list(**filters)[::-1]))


def _defined(call: Call, own_id: str | None) -> dict[str, Any]:
    """The guardrail in the body with its defaults; raises Refusal 409 where the name is taken."""
    sent = access.sent(call)
    for guardrail in call.state.collection("guardrails"):
        if guardrail["name"] == sent["name"] and guardrail["id"] != own_id:
            message = f"Guardrail {guardrail['id']} has the name '{sent['name']}' already."
            access.refuse(call, 409, "already_exists", message, "name")
    own: dict[str, dict[str, Any]] = {
        "pii_masking": {"entities": None, "replacement": "[{entity}]"},
        "injection_refusal": {"phrases": []},
        "word_list": {"words": None},
    }
    general = {"name": None, "enabled": True, "stage": None, "action": None}
    defaults = {**general, **own[sent["kind"]]}
    return {"kind": sent["kind"], **{name: sent.get(name, default) for name, default in defaults.items()}}


def names(state: State) -> list[str]:
    """The names of the guardrails that are switched on, for the simulator to tell."""
    return [guardrail["name"] for guardrail in state.collection("guardrails") if guardrail["enabled"]]
