"""What passages mean: a vector each, near those of questions that it answers."""

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
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
USUAL = 96
"""Passages of a file of neighbours."""
LARGEST = 256
MOST_FILES = 1024
"""Files of neighbours: readers load the centres of all."""
LEARNT = 32
"""Passages for each centre that the centres are found from."""
ROUNDS = 6
STEP = 8192
SHARED = 0.5
"""How much of what all passages of a site have in common is taken off: it tells none from another."""
VERBS = {
    "POST": "create add make new post send",
    "PUT": "update set change save replace",
    "PATCH": "update edit change modify",
    "DELETE": "delete remove cancel clear",
}
"""What people call that which a method does; most things are got, so that `GET` tells nothing."""
HEAD = 2
"""The view that says what is done; the verbs of the method are read with it."""

Rows = Any
"""A numpy array, one row a passage."""


class Teacher(Protocol):
    """A model that reads whole sentences; its vectors are already those of the table's space."""

    def vectors(self, sentences: Sequence[str]) -> Rows:
        """Return a unit vector for each sentence."""


class Clusters(msgspec.Struct, frozen=True, eq=False):
    """Passages by file: `members` their numbers, and of several files the signs of their `centres`, a bit each."""

    members: tuple[tuple[int, ...], ...]
    centres: bytes = b""


def views(passage: Passage) -> tuple[tuple[Sequence[str], float], ...]:
    """Return the texts that stand for a passage, with their weights: short, with its parameters, and its names.

    Each text is in pieces, which the index of words has split already.
    """
    names = (passage.title, passage.name if passage.name != passage.title else "")
    given = [text for one in passage.parts if one.kind != "response" for text in (one.name, one.text)]
    full = (*names, passage.path, *passage.tags, passage.text, *given)
    return ((*names, passage.text), 1.0), (full, 1.0), ((*names, *passage.tags), 0.5)


def vectors(
    passages: Sequence[Passage], table: Table, weights: Mapping[str, float], teacher: Teacher | None = None
) -> Rows:
    """Return a unit vector for each passage, zeros where none of its words is known.

    `weights` say by stem how much a word tells passages of this site apart.
    """
    rows = np.zeros((len(passages), DIMENSIONS), np.float32)
    texts = [views(passage) for passage in passages]
    for index, own in enumerate(texts):
        verbs = telling(VERBS.get(passages[index].method, ""))
        for view, (pieces, weight) in enumerate(own):
            said = chain.from_iterable(map(telling, pieces))
            rows[index] += weight * _unit(table.vector(chain(said, verbs) if view == HEAD else said, weights))
    if teacher is not None and passages:
        rows = _units(rows)
        for view in range(2):
            rows += teacher.vectors([" ".join(own[view][0]) for own in texts]) / 2
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
    nearest = _nearest(rows, _centres(rows, min(MOST_FILES, count // USUAL)))
    order = np.argsort(nearest, kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(nearest[order])) + 1)
    members = tuple(tuple(sorted(map(int, own))) for group in groups for own in _halved(group, rows))
    signs = np.stack([rows[list(own)].sum(axis=0) for own in members]) > 0
    return Clusters(members, np.packbits(signs, axis=1, bitorder="little").tobytes())


def _centres(rows: Rows, number: int) -> Rows:
    learnt = rows[:: max(1, len(rows) // (LEARNT * number))]
    centres = learnt[:: len(learnt) // number][:number].copy()
    for _ in range(ROUNDS):
        sums = np.zeros_like(centres)
        np.add.at(sums, _nearest(learnt, centres), learnt)
        centres = _units(np.where(np.any(sums, axis=1, keepdims=True), sums, centres))
    return centres


def _nearest(rows: Rows, centres: Rows) -> Rows:
    steps = range(0, len(rows), STEP)
    return np.concatenate([(rows[start : start + STEP] @ centres.T).argmax(axis=1) for start in steps])


def _halved(group: Rows, rows: Rows) -> Iterator[Rows]:
    """Yield a group in parts that a reader can load: a long file would make one question dear."""
    if len(group) <= LARGEST:
        yield group
        return
    away = rows[group] - rows[group].mean(axis=0)
    along = away @ away[np.square(away).sum(axis=1).argmax()]
    order = group[np.argsort(along, kind="stable")]
    for half in (order[: len(order) // 2], order[len(order) // 2 :]):
        yield from _halved(half, rows)


def restored(rows: Rows) -> Rows:
    """Return the unit vectors that packed rows stand for."""
    return _units(unpacked(rows))


def _units(rows: Rows) -> Rows:
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def _unit(row: Rows) -> Rows:
    return row / max(math.sqrt(row @ row), 1e-9)
