"""What passages mean: a vector each, near those of questions that it answers."""

import math
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import msgspec
import numpy as np

from gatepost.index.lexical import telling
from gatepost.index.table import DIMENSIONS, Table, quantised, unpacked
from gatepost.model.passage import Passage

MEANT = ("operation", "webhook", "tool", "prompt", "resource", "term", "guide")
"""Kinds that have a vector; the others are found by their words."""
WHOLE = 1536
"""Passages whose vectors are one file; more are spread over files of neighbours."""
ROUNDS = 8
SHARED = 0.5
"""How much of what all passages of a site have in common is taken off: it tells none from another."""

Rows = Any
"""A numpy array, one row a passage."""


class Teacher(Protocol):
    """A model that reads whole sentences; its vectors are already those of the table's space."""

    def vectors(self, sentences: Sequence[str]) -> Rows:
        """Return a unit vector for each sentence."""


class Clusters(msgspec.Struct, frozen=True, eq=False):
    """Passages by file: `members` their numbers, `centres` a packed vector for each file; one file has no centre."""

    members: tuple[tuple[int, ...], ...]
    centres: bytes = b""


def views(passage: Passage) -> tuple[tuple[str, float], ...]:
    """Return the texts that stand for a passage, with their weights: short, with its parameters, and its names."""
    names = f"{passage.title} {passage.name if passage.name != passage.title else ''}"
    given = [f"{one.name} {one.text}" for one in passage.parts if one.kind != "response"]
    full = " ".join([names, passage.path, *passage.tags, passage.text, *given])
    return ((f"{names} {passage.text}", 1.0), (full, 1.0), (f"{names} {' '.join(passage.tags)}", 0.5))


def vectors(
    passages: Sequence[Passage], table: Table, weights: Mapping[str, float], teacher: Teacher | None = None
) -> Rows:
    """Return a unit vector for each passage, zeros where none of its words is known.

    `weights` say by stem how much a word tells passages of this site apart.
    """
    rows = np.zeros((len(passages), DIMENSIONS), np.float32)
    texts = [views(passage) for passage in passages]
    for index, own in enumerate(texts):
        for text, weight in own:
            rows[index] += weight * _unit(table.vector(telling(text), weights))
    if teacher is not None and passages:
        rows = _units(rows)
        for view in range(2):
            rows += teacher.vectors([own[view][0] for own in texts]) / 2
    if len(rows):
        rows = _units(rows)
        rows -= SHARED * rows.mean(axis=0)
    return _units(rows)


def packed(rows: Rows) -> Rows:
    """Return rows as they are written: half-byte numbers; the length of a vector says nothing."""
    return quantised(rows)[:, 1:] if len(rows) else np.zeros((0, DIMENSIONS // 2), np.uint8)


def clusters(rows: Rows) -> Clusters:
    """Return which vectors stand in one file: neighbours, by k-means from evenly spread seeds."""
    count = len(rows)
    if count <= WHOLE:
        return Clusters((tuple(range(count)),)) if count else Clusters(())
    size = max(64, count // 256)
    centres = rows[:: max(1, size)].copy()
    for _ in range(ROUNDS):
        nearest = (rows @ centres.T).argmax(axis=1)
        for number in range(len(centres)):
            own = rows[nearest == number]
            if len(own):
                centres[number] = own.sum(axis=0)
        centres = _units(centres)
    order = np.argsort((rows @ centres.T).argmax(axis=1), kind="stable")
    # Files of one size: a long cluster would make one question dear.
    members = tuple(tuple(sorted(int(n) for n in order[start : start + size])) for start in range(0, count, size))
    middles = _units(np.stack([rows[list(own)].sum(axis=0) for own in members]))
    return Clusters(members, packed(middles).tobytes())


def restored(rows: Rows) -> Rows:
    """Return the unit vectors that packed rows stand for."""
    return _units(unpacked(rows))


def _units(rows: Rows) -> Rows:
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def _unit(row: Rows) -> Rows:
    return row / max(math.sqrt(row @ row), 1e-9)
