"""Signs that mean little alone, and together show that a text works on the model rather than tells of a tool."""

import re
from functools import lru_cache

from gatepost.honesty.orders import ADDRESS, INTO, SECRETS, for_lower_case

ENOUGH = 3
"""Weight of the signs in two neighbouring sentences that is too much; no description of 298 real tools reaches it."""

_SIGNS = tuple(
    (name, weight, re.compile(for_lower_case(pattern)))
    for name, weight, pattern in (
        (
            "obligation",
            1,
            r"\b(?:you (?:must|have to|need to|should (?:always|also)|will)|must (?:not |also |always )?\w+"
            r"|always|never"
            r"|from now on|it is (?:important|essential|mandatory|vital|crucial) (?:that )?you|make sure (?:to|that))"
            r"\b",
        ),
        (
            "everything",
            1,
            r"\b(?:every|each|all|any) (?:(?:single|other|outgoing|incoming|further|future|user) )*"
            r"(?:requests?|calls?|messages?|answers?|responses?|e-?mails?|tools?|instructions?|times?|conversations?"
            r"|repl(?:y|ies))\b|\beach time\b|\bother (?:tools?|servers?|instructions?)\b",
        ),
        (
            "secrecy",
            2,
            r"\b(?:not|never) (?:be (?:shown|told|displayed|visible|mentioned)|mention|bring|reveal|tell)\b[^.\n]{0,40}"
            r"\b(?:user|up)\b|\bnot ask (?:the user )?for (?:confirmation|permission|approval)\b|\binternally\b"
            r"|\bunnoticed\b",
        ),
        (
            "what is not its business",
            1,
            rf"{SECRETS}|\bcontacts\b|\bbash_history\b|\bpassport\b|\b(?:saved|credit|payment) cards?\b"
            r"|\binstalled tools\b"
            r"|\bearlier (?:chat|messages?|conversation)|\bsystem prompt\b|\b(?:what|whatever) the user said\b"
            r"|\b(?:complete|full|whole|entire|original) (?:user )?(?:message|prompt|conversation|request)\b",
        ),
        (
            "passing on",
            1,
            rf"{INTO}|{ADDRESS}|\b(?:place|put|pass|include|insert|send|forward|copy|supply|store|give|hand over)"
            r" (?:it|them|this|that|each|these)\b|\b(?:to|at) https?://"
            r"|\blink to https?://|\b(?:through|via) this tool\b",
        ),
        (
            "another tool",
            1,
            r"\b(?:call|run|invoke|execute|use|using|with|to|through) (?:the )?`?[a-z]+(?:_[a-z]+)+`?|\blog tool\b"
            r"|\bother (?:tools?|servers?)\b",
        ),
        (
            "talk of instructions",
            2,
            r"\b(?:this|these|previous|other|all|as|your) (?:\w+ )?(?:instructions?|guidelines?)\b"
            r"|\btakes? precedence\b|\bthe (?:model|assistant|AI|LLM) (?:should|must|will|has)\b|\bfrom now on\b"
            r"|\bmalicious\b|\bbefore (?:executing|answering|responding|proceeding)\b|\bas a first step\b",
        ),
    )
)
_WEIGHTS = {name: weight for name, weight, _ in _SIGNS}
_SENTENCE = re.compile(r"(?:[^.!?\n]|[.!?](?!\s|$)){1,400}[.!?]?")


@lru_cache(maxsize=16_384)
def combined(text: str) -> tuple[str, tuple[str, ...]] | None:
    """Return the first two neighbouring sentences whose signs weigh enough together, with the names of the signs.

    The text has to be in lower case. Tools repeat their texts, so answers are kept.
    """
    if _weight(_signs(text)) < ENOUGH:  # most texts end here
        return None
    before: frozenset[str] = frozenset()
    last = ""
    for match in _SENTENCE.finditer(text):
        sentence = match[0].strip()
        if len(sentence) < 3:
            continue
        found = _signs(sentence)
        if found and _weight(found | before) >= ENOUGH:
            return f"{last} {sentence}".strip(), tuple(name for name in _WEIGHTS if name in found | before)
        before, last = found, sentence
    return None


def _signs(text: str) -> frozenset[str]:
    return frozenset(name for name, _, pattern in _SIGNS if pattern.search(text))


def _weight(names: frozenset[str]) -> int:
    return sum(_WEIGHTS[name] for name in names)
