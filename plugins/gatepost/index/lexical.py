"""Which words stand in which passages, and how much each says: BM25 over weighted fields.

The formula is BM25F (Robertson, Zaragoza, Taylor 2004): frequencies are weighted by field and field length before
they saturate. What depends on one passage is an impact of a byte; the rarity of a word is left to the reader's side.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain

import msgspec

from gatepost.index.words import STOP_WORDS, runs, smaller, squashed, stemmed
from gatepost.model.passage import Passage

WEIGHTS = {"name": 3.0, "title": 3.0, "path": 2.0, "tags": 1.5, "text": 2.0, "parts": 1.0, "fields": 0.5}
"""How much a word says, by field."""
LENGTH = 0.5
"""How far long fields are held against their words (`b`)."""
SATURATION = 1.2
"""How fast the repetition of a word stops to matter (`k1`)."""
KEPT = ("name", "path")
"""Fields that keep their stop words: `GET /me` is found by `me`."""
MOST_ALIKE = 24
"""Things remembered under one whole name, such as a parameter of every operation."""

MARKS = "_/-."
"""Marks that tell names apart which have the same letters: `commit_id` and `commit/id`."""

ID, TITLE, PATH, PART, VALUE = range(5)
"""What a whole name is of a passage, the most telling first."""


class Named(msgspec.Struct, frozen=True, order=True, gc=False):
    """A thing that has a whole name: `sort` is one of the constants above, `part` the index of the part, or -1.

    `marks` are the marks of `MARKS` that the name is written with, a bit each.
    """

    sort: int
    passage: int
    part: int
    marks: int = 0


class Lexicon(msgspec.Struct, frozen=True):
    """What is written: postings (passage, impact of 1 to 255) by stem, whole names, and a surface of each stem."""

    postings: Mapping[str, Sequence[tuple[int, int]]]
    names: Mapping[str, Sequence[Named]]
    surfaces: Mapping[str, str]


def lexicon(passages: Sequence[Passage]) -> Lexicon:
    """Return what a search by words needs to know of the passages."""
    bags = [_bags(passage) for passage in passages]
    means = {field: _mean([bag[field].total() for bag in bags]) for field in WEIGHTS}
    postings: dict[str, list[tuple[int, int]]] = {}
    for index, bag in enumerate(bags):
        for word, weight in _weights(bag, means).items():
            impact = max(1, round(255 * weight / (weight + SATURATION)))
            postings.setdefault(word, []).append((index, impact))
    return Lexicon(postings, _names(passages), _surfaces(passages, postings))


def rarities(known: Lexicon, passages: int) -> dict[str, float]:
    """Return by stem how much a word tells passages apart: the root of its inverse document frequency."""
    return {
        stem: math.sqrt(math.log(1 + (passages - len(found) + 0.5) / (len(found) + 0.5)) + 0.3)
        for stem, found in known.postings.items()
    }


def fields_of(passage: Passage) -> dict[str, Iterable[str]]:
    """Return the texts of a passage by field."""
    parts = passage.parts
    return {
        "name": (passage.name,),
        "title": (passage.title if passage.title != passage.name else "",),
        "path": (passage.path,),
        "tags": (*(passage.tags or (passage.group,)), *passage.synonyms),
        "text": (passage.text,),
        "parts": [text for one in parts if one.kind != "response" for text in (one.name, one.text, *one.values)],
        "fields": passage.fields,
    }


def _bags(passage: Passage) -> dict[str, Counter[str]]:
    return {
        field: Counter(chain.from_iterable(map(_stems if field in KEPT else telling, filter(None, texts))))
        for field, texts in fields_of(passage).items()
    }


def _weights(bags: Mapping[str, Counter[str]], means: Mapping[str, float]) -> dict[str, float]:
    weights: dict[str, float] = {}
    for field, bag in bags.items():
        if not bag:
            continue
        share = WEIGHTS[field] / (1 - LENGTH + LENGTH * bag.total() / means[field])
        for word, count in bag.items():
            weights[word] = weights.get(word, 0.0) + share * count
    return weights


def _names(passages: Sequence[Passage]) -> dict[str, list[Named]]:
    names: dict[str, list[Named]] = {}
    for index, passage in enumerate(passages):
        for name, sort, part in _own_names(passage):
            found = names.setdefault(_whole(name), [])
            if len(found) < MOST_ALIKE or sort < PART:
                found.append(Named(sort, index, part, _marks(name)))
    return {key: sorted(set(found)) for key, found in names.items() if key}


def _own_names(passage: Passage) -> Iterator[tuple[str, int, int]]:
    yield passage.name, ID, -1
    for title in (passage.title, *passage.synonyms):
        yield title, TITLE, -1
    if passage.path:
        yield passage.path, PATH, -1
        yield f"{passage.method} {passage.path}", PATH, -1
    for index, part in enumerate(passage.parts):
        yield part.name, PART, index
        for value in part.values:
            yield value, VALUE, index


_BITS = tuple((mark, 1 << bit) for bit, mark in enumerate(MARKS))


@lru_cache(maxsize=1 << 15)
def _marks(name: str) -> int:
    found = 0
    for mark, bit in _BITS:
        if mark in name:
            found |= bit
    return found


def _surfaces(passages: Sequence[Passage], postings: Mapping[str, object]) -> dict[str, str]:
    """Return the most frequent word of each stem: what a correction shows."""
    said: Counter[str] = Counter()
    for passage in passages:
        said.update((passage.title, passage.name, passage.path, passage.text, *passage.tags))
        said.update(text for part in passage.parts for text in (part.name, part.text))
    # Texts and runs of letters repeat all over a site: each is split once.
    counts = _multiplied(_multiplied(said, _runs), smaller)
    best: dict[str, str] = {}
    for word, _ in sorted(counts.items(), key=lambda item: (-item[1], len(item[0]), item[0])):
        best.setdefault(stemmed(word), word)
    return {word: best.get(word, word) for word in postings}


def _multiplied(counts: Mapping[str, int], pieces: Callable[[str], Iterable[str]]) -> dict[str, int]:
    """Return how often each piece stands in texts that stand so often."""
    found: dict[str, int] = {}
    for text, times in counts.items():
        for piece in pieces(text):
            found[piece] = found.get(piece, 0) + times
    return found


@lru_cache(maxsize=1 << 15)
def _runs(text: str) -> tuple[str, ...]:
    return tuple(runs(text))


@lru_cache(maxsize=1 << 15)
def _stems(text: str) -> tuple[str, ...]:
    return tuple(chain.from_iterable(map(_stems_of_run, _runs(text))))


@lru_cache(maxsize=1 << 15)
def telling(text: str) -> tuple[str, ...]:
    """Return the stems of a text without stop words."""
    return tuple(chain.from_iterable(map(_telling_of_run, _runs(text))))


@lru_cache(maxsize=1 << 16)
def _stems_of_run(run: str) -> tuple[str, ...]:
    return tuple(map(stemmed, smaller(run)))


@lru_cache(maxsize=1 << 16)
def _telling_of_run(run: str) -> tuple[str, ...]:
    return tuple(stem for stem in _stems_of_run(run) if stem not in STOP_STEMS)


@lru_cache(maxsize=1 << 15)
def _whole(name: str) -> str:
    return squashed(name) or ("/" if name == "/" else "")


STOP_STEMS = frozenset(map(stemmed, STOP_WORDS)) | STOP_WORDS
"""Stop words as they come out of the stemmer."""


def _mean(lengths: Sequence[int]) -> float:
    return max(sum(lengths) / max(len(lengths), 1), 1e-9)
