"""Questions that bring numbered passages along, as sites ask them: answered from those, with citations."""

from __future__ import annotations

import re

from . import vectors

QUESTION = re.compile(r"^Question: (?P<question>.+?)\n\nPassages:\n\n(?P<passages>.+)$", re.S)
PASSAGE = re.compile(r"^\[(?P<number>\d+)\] (?P<title>.*)\n(?P<text>(?:(?!^\[\d+\] ).*\n?)*)", re.M)
SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
FEWEST_WORDS = 4
MOST_PASSAGES = 3
NOTHING = "Not in these docs."


def answer(asked: str) -> str | None:
    """The sentences of the passages that share most words with the question, each with its number.

    None where the text is no such question.
    """
    found = QUESTION.match(asked)
    if not found:
        return None
    wanted = _words(found["question"])
    told = []
    for passage in PASSAGE.finditer(found["passages"] + "\n"):
        sentence = max(_sentences(passage["text"]), key=lambda one: len(wanted & _words(one)), default="")
        shared = len(wanted & _words(f"{passage['title']} {sentence}"))
        if sentence and shared:
            told.append((shared, f"{sentence.strip()} [{passage['number']}]"))
    best = sorted(told, key=lambda one: -one[0])[:MOST_PASSAGES]
    return " ".join(text for _, text in best) or NOTHING


def _sentences(text: str) -> list[str]:
    return [one for one in SENTENCE.split(text) if len(one.split()) >= FEWEST_WORDS]


def _words(text: str) -> set[str]:
    return {word.removesuffix("s") for word in vectors.words(text) if word not in vectors.STOP_WORDS}
