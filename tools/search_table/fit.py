"""Word vectors whose sums come near the teacher's vectors of sentences: ridge regression, then 256 directions."""

import random
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import scipy.sparse

from gatepost.index.words import STOP_WORDS, stemmed, surfaces, words
from tools.search_table.texts import QUESTIONS

SMALLEST_COUNT = 4
LARGEST_TABLE = 28_000
RIDGE = 1.0
STEPS = 30
RARE = 1e-3
DIMENSIONS = 256

Rows = Any
"""A numpy array, one row a thing."""


class Vocabulary(NamedTuple):
    """Stems, the most frequent first; the usual word for each, and how often it was read."""

    stems: tuple[str, ...]
    surfaces: tuple[str, ...]
    counts: tuple[int, ...]


def vocabulary(sentences: Sequence[str], known: Sequence[str]) -> Vocabulary:
    """Return the words frequent in the sentences, and those that the teacher `known` as a whole."""
    counts: Counter[str] = Counter()
    spellings: dict[str, Counter[str]] = {}
    for sentence in sentences:
        for word in surfaces(sentence):
            counts[stemmed(word)] += 1
            spellings.setdefault(stemmed(word), Counter())[word] += 1
    whole = {stemmed(word): word for word in sorted(known, reverse=True) if re.fullmatch("[a-z]{3,}", word)}
    listed = [
        stem
        for stem in {*counts, *whole} - STOP_WORDS
        if re.fullmatch("[a-z][a-z0-9]+", stem) and (stem in whole or counts[stem] >= SMALLEST_COUNT)
    ]
    listed.sort(key=lambda stem: (-counts[stem], stem))
    kept = listed[:LARGEST_TABLE]
    usual = [
        max(spellings.get(s) or {whole[s]: 1}, key=lambda w: (spellings.get(s, {}).get(w, 1), -len(w))) for s in kept
    ]
    return Vocabulary(tuple(kept), tuple(usual), tuple(counts[stem] for stem in kept))


def questions(sentences: Sequence[str], count: int, seed: int = 1) -> tuple[list[str], list[int]]:
    """Return sentences as people would ask for them, and the indices of the sentences."""
    chance = random.Random(seed)
    chosen = chance.sample(range(len(sentences)), min(count, len(sentences)))
    return [chance.choice(QUESTIONS).format(sentences[index]) for index in chosen], chosen


def design(sentences: Sequence[str], stems: Sequence[str]) -> Any:
    """Return how often each word stands in each sentence, divided by the root of the sentence's length."""
    index = {stem: number for number, stem in enumerate(stems)}
    rows, columns, values = [], [], []
    for row, sentence in enumerate(sentences):
        known = [index[word] for word in words(sentence) if word in index]
        for column, count in Counter(known).items():
            rows.append(row)
            columns.append(column)
            values.append(count / len(known) ** 0.5)
    shape = (len(sentences), len(stems))
    return scipy.sparse.csr_matrix((values, (rows, columns)), shape=shape, dtype=np.float32)


def fitted(matrix: Any, wanted: Rows, alone: Rows, counts: Sequence[int]) -> Rows:
    """Return a row a word so that `matrix` times them comes near `wanted` (conjugate gradient).

    It starts from the vectors of the words `alone`, those of frequent words shortened.
    """
    frequency = np.array(counts, np.float32) + 1
    start = alone * (RARE / (RARE + frequency / frequency.sum()))[:, None]
    guess = matrix @ start
    start *= (guess * wanted).sum() / (guess * guess).sum()
    return start + changed(matrix, wanted, start, RIDGE, STEPS)


def changed(matrix: Any, wanted: Rows, start: Rows, ridge: float, steps: int) -> Rows:
    """Return what to add to `start` so that `matrix` times it comes near `wanted`; `ridge` keeps it small."""
    change = np.zeros_like(start)
    rest = matrix.T @ (wanted - matrix @ start)
    step, squares = rest.copy(), (rest * rest).sum(axis=0)
    for _ in range(steps):
        turned = matrix.T @ (matrix @ step) + ridge * step
        length = squares / ((step * turned).sum(axis=0) + 1e-12)
        change += step * length
        rest -= turned * length
        after = (rest * rest).sum(axis=0)
        step, squares = rest + step * (after / (squares + 1e-12)), after
    return change


def units(rows: Rows) -> Rows:
    """Return the rows, each brought to length 1."""
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def directions(sentences: Rows, seed: int = 1) -> Rows:
    """Return a projection to the main directions of sentences, turned so that all of them vary alike.

    Four bits a number then lose about the same in each.
    """
    _, _, main = np.linalg.svd(sentences[::11], full_matrices=False)
    turn, _ = np.linalg.qr(np.random.default_rng(seed).normal(size=(DIMENSIONS, DIMENSIONS)))
    return main[:DIMENSIONS].T @ turn
