"""Questions with what answers them, from descriptions that say the same thing twice: in short and at length."""

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tools.search_table import texts
from tools.search_table.requests import Topics, request

MOST_OF_A_FILE = 60
MOST_OF_A_PROVIDER = 500
ASKED = 0.6
"""Share of the questions that are asked as people would; the others stand as they were written."""
FEWEST_WORDS = 5
PACKAGES = "packages"
BOILERPLATE = re.compile("transitional|dummy|meta-?package|cross.comp|debug|shared librar|development files", re.I)


class Pair(NamedTuple):
    """`question` asks for `matter`; `short` and `full` are the texts that answer it, without the matter itself."""

    provider: str
    question: str
    matter: str
    short: str
    full: str


def pairs(directory: Path, lists: Path, topics: Topics, seed: int = 2) -> list[Pair]:
    """Return the pairs of all operations and packages, those of one provider one after the other."""
    chance = random.Random(seed)
    found = [*_of_operations(directory, chance), *_of_packages(texts.packages(lists))]
    return [
        pair._replace(question=request(chance, pair.matter, topics)) if chance.random() < ASKED else pair
        for pair in found
        if pair.short.strip()
    ]


def _of_operations(directory: Path, chance: random.Random) -> Iterator[Pair]:
    seen: set[tuple[str, str]] = set()
    taken: dict[str, int] = {}
    for provider, listed in texts.operations(directory):
        if texts.is_held_out(f"h{provider}"):
            continue
        fresh = [one for one in listed if (one.summary or one.description) and one[2:4] not in seen]
        room = min(MOST_OF_A_FILE, MOST_OF_A_PROVIDER - taken.get(provider, 0))
        chosen = chance.sample(fresh, min(len(fresh), room))
        taken[provider] = taken.get(provider, 0) + len(chosen)
        seen |= {one[2:4] for one in chosen}
        for one in chosen:
            yield from _both_ways(provider, one)


def _both_ways(provider: str, one: texts.Operation) -> Iterator[Pair]:
    given = " ".join(f"{name} {said}" for name, said in one.parameters)
    about = f"{one.name} {one.path} {' '.join(one.tags)}"
    if texts.is_english(one.description) and len(one.description.split()) >= FEWEST_WORDS:
        asked = first_sentence(one.description)
        yield Pair(provider, asked, asked, f"{one.summary} {one.name}", f"{one.summary} {about} {given}")
    if texts.is_english(one.summary):
        said = one.description
        yield Pair(provider, one.summary, one.summary, f"{one.name} {said}", f"{about} {said} {given}")


def _of_packages(found: Sequence[texts.Package]) -> Iterator[Pair]:
    lines: set[str] = set()
    for one in found:
        told = one.line not in lines and len(one.more.split()) > 2 * FEWEST_WORDS and not BOILERPLATE.search(one.line)
        if told and not texts.is_held_out(f"deb/{one.name}") and texts.is_english(one.line + one.more):
            lines.add(one.line)
            yield Pair(PACKAGES, one.line, one.line, texts.plain(one.more, 60), texts.plain(one.more, 90))


def first_sentence(text: str) -> str:
    """Return the first sentence of a text, with the second where it is very short."""
    first, *others = re.split(r"(?<=[.!?])\s", text)
    return f"{first} {others[0]}" if others and len(first.split()) < FEWEST_WORDS else first
