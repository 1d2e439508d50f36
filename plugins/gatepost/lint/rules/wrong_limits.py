"""A limit that is not the contract's."""

import re
from collections.abc import Iterator

from gatepost.lint.facts import Field
from gatepost.lint.guide_text import Block, spans
from gatepost.lint.rule import Finding, Rule, World, said
from gatepost.lint.scope import Scope

_NUMBER = r"(-?\d[\d,]*(?:\.\d+)?)(?!\d|\.\d|[:/-]\d)"
UPPER = re.compile(
    rf"\b(?:at most|up to|no more than|maximum(?: value)?(?: of `[\w-]+`)?(?: is| of|:)?|(?:may|can|must) not exceed)"
    rf" {_NUMBER}",
    re.IGNORECASE,
)
BETWEEN = re.compile(rf"\b(?:between|from) {_NUMBER} (?:and|to) {_NUMBER}", re.IGNORECASE)
NAME = re.compile(r"[A-Za-z][\w-]*")
NEAREST = 70
"""Characters between a name and its number; what stands further away is about something else."""


def check(scope: Scope, world: World) -> Iterator[Finding]:
    """Find `x is at most 5` where the contract says otherwise."""
    for section, block, start, end in said(scope.guide):
        text = block.text.replace("\n", " ")
        matches = [*BETWEEN.finditer(text, start, end), *UPPER.finditer(text, start, end)]
        for match in matches[:1]:
            for name in _names(block, match, start, end):
                fields = scope.fields(name, block, start, end, section)
                if words := _wrong(match, fields):
                    yield block.line_at(match.start(1)), f"`{name}` {words}."
                if fields:
                    break


def _names(block: Block, match: re.Match[str], start: int, end: int) -> Iterator[str]:
    """Yield the code spans of the sentence, those before the number and next to it first."""
    inside = [span for span in spans(block.text) if start <= span.start() < end and NAME.fullmatch(span[2])]
    near = [span for span in inside if -NEAREST <= span.start() - match.start() <= NEAREST]
    order = sorted(near, key=lambda span: (span.start() > match.start(), abs(span.start() - match.start())))
    yield from (span[2] for span in order)


def _wrong(match: re.Match[str], fields: tuple[Field, ...]) -> str:
    numbers = [float(number.replace(",", "")) for number in match.groups()]
    upper = {limit for field in fields for limit in field.upper}
    if not upper or numbers[-1] in upper:
        return ""
    return (
        f"is at most {' or '.join(f'{limit:g}' for limit in sorted(upper))} in the contract, not {match.groups()[-1]}"
    )


RULE = Rule("wrong-limit", "error", check)
