"""The form of a rule."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

import msgspec

from gatepost.lint.facts import Facts
from gatepost.lint.guide_text import Block, GuideText, Section, sentences
from gatepost.lint.scope import Scope
from gatepost.model.phrases import Phrases
from gatepost.model.problem import Severity
from gatepost.model.term import Discouraged, Glossary

Finding = tuple[int, str]
"""A line of the guide, and what is wrong there."""


class World(msgspec.Struct, frozen=True, eq=False):
    """All that rules may look at beside the guide.

    `discouraged` are the words of the glossary that should not be used, `names` those of terms with several, each with
    its term; `owners` says whether guides of this site have owners, `owner_of` finds one in CODEOWNERS.
    """

    facts: Facts
    glossary: Glossary
    discouraged: Phrases[Discouraged]
    names: Phrases[tuple[str, str]]
    today: date
    owners: bool
    owner_of: Callable[[str], str]


class Rule(msgspec.Struct, frozen=True, eq=False):
    """One rule for guides: `check` looks at one, `compare` at all of them together."""

    id: str
    severity: Severity
    check: Callable[[Scope, World], Iterator[Finding]] | None = None
    compare: Callable[[Sequence[GuideText]], Iterator[tuple[GuideText, int, str]]] | None = None


def prose(guide: GuideText) -> Iterator[tuple[Section, Block]]:
    """Yield every block that is not code, headings included."""
    for section in guide.sections:
        if section.heading:
            yield section, section.heading
        for block in section.blocks:
            if block.kind != "code":
                yield section, block


def code(guide: GuideText) -> Iterator[tuple[Section, Block]]:
    """Yield every block of code."""
    for section in guide.sections:
        for block in section.blocks:
            if block.kind == "code":
                yield section, block


def said(guide: GuideText) -> Iterator[tuple[Section, Block, int, int]]:
    """Yield every sentence: its section, its block, and where in the block's text it begins and ends."""
    for section, block in prose(guide):
        for start, end in sentences(block.text):
            yield section, block, start, end
