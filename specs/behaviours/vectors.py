"""Texts as unit vectors: words and their parts, hashed. Texts that share words are near; meaning is not known."""

from __future__ import annotations

import re
from math import sqrt
from zlib import crc32

WORD = re.compile(r"\w+")
STOP_WORDS = frozenset(
    "a an and are as at be by can do does for how i in is it my of on or the to what when which".split()
)
PART_WEIGHT = 0.35
STOP_WEIGHT = 0.1


def words(text: str) -> list[str]:
    """The words of a text in lower case."""
    return WORD.findall(text.lower())


def vector(text: str, dimensions: int = 256) -> list[float]:
    """A vector of length 1, the same for the same words in any order, case and punctuation."""
    values = [0.0] * dimensions
    for word in words(text):
        weight = STOP_WEIGHT if word in STOP_WORDS else 1.0
        _add(values, word, weight)
        for start in range(len(word) - 2):
            _add(values, f"#{word[start : start + 3]}", weight * PART_WEIGHT)
    length = sqrt(sum(value * value for value in values))
    if not length:
        values[crc32(text.encode()) % dimensions] = length = 1.0
    return [round(value / length, 6) for value in values]


def likeness(one: list[float], other: list[float]) -> float:
    """The cosine of two unit vectors."""
    return sum(a * b for a, b in zip(one, other, strict=True))


def _add(values: list[float], feature: str, weight: float) -> None:
    digits = crc32(feature.encode())
    values[digits % len(values)] += weight if digits >> 31 else -weight
