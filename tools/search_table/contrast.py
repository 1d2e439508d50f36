"""Tunes word vectors so that questions find what answers them among what answers others.

The score is that of the search, words and meaning together: the vectors learn what words alone do not tell. Half of
what is wanted is the order that the teacher has, which keeps them from forgetting what they know.
"""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import optax
import scipy.sparse

from gatepost.index.lexical import telling
from gatepost.index.vectors import SHARED
from gatepost.index.writer import WORDS
from tools.search_table.fit import Rows
from tools.search_table.pairs import PACKAGES, Pair

BATCH = 384
"""Questions that are held against each other."""
TOGETHER = 48
"""Those of one provider in a batch: they are the hardest to tell apart."""
ROUNDS = 3
RATE = 1e-3
SHARPNESS = 1.6
TEACHING = 0.5
"""Share of the teacher's order in what is wanted."""
TEACHER_SHARPNESS = 25
READ_BY_TEACHER = 0.8
"""How much of a passage's vector is the teacher's, in every second batch: sites are built with it and without."""
SATURATION = 1.2
LONGEST = (24, 24, 48)
"""Words of a question, a short and a full text."""


class Bags(NamedTuple):
    """Words by number with how often each occurs, a row a text, filled up with zeros."""

    words: Rows
    counts: Rows


class Batch(NamedTuple):
    """What a step needs: words with their weights of three kinds of texts, scores of words, wanted shares, teacher."""

    texts: tuple[Bags, Bags, Bags]
    lexical: Rows
    wanted: Rows
    taught: Rows


def tuned(start: Rows, stems: Sequence[str], found: Sequence[Pair], asked: Rows, told: Rows, seed: int = 1) -> Rows:
    """Return the rows `start` tuned; `asked` and `told` are the teacher's vectors of the pairs' matters and answers."""
    index = {stem: number for number, stem in enumerate(stems)}
    bags = [
        _bags([getattr(pair, field) for pair in found], index, longest, repeated=field != "question")
        for field, longest in zip(("question", "short", "full"), LONGEST, strict=True)
    ]
    chance = random.Random(seed)
    rounds = [list(_batches(found, chance)) for _ in range(ROUNDS)]
    optimiser = optax.adam(optax.cosine_decay_schedule(RATE, sum(map(len, rounds))))
    rows, state = jnp.asarray(start), optimiser.init(start)

    @jax.jit
    def stepped(rows: Any, state: Any, batch: Batch) -> tuple[Any, Any]:
        updates, state = optimiser.update(jax.grad(_loss)(rows, batch), state)
        return optax.apply_updates(rows, updates), state

    for chosen in (batch for batches in rounds for batch in batches):
        rows, state = stepped(rows, state, _batch(chosen, bags, asked, told, len(stems), chance.random() < 0.5))
    return np.asarray(rows)


def _bags(texts: Sequence[str], index: dict[str, int], longest: int, *, repeated: bool) -> Bags:
    words, counts = np.zeros((len(texts), longest), np.int32), np.zeros((len(texts), longest), np.float32)
    for row, text in enumerate(texts):
        known = Counter(index[stem] for stem in telling(text) if stem in index)
        for column, (word, count) in enumerate(list(known.items())[:longest]):
            words[row, column], counts[row, column] = word, count if repeated else 1
    return Bags(words, counts)


def _batches(found: Sequence[Pair], chance: random.Random) -> Iterator[Rows]:
    """Yield the pairs in batches: packages among themselves, a few providers together."""
    by_provider: dict[str, list[int]] = {}
    for number, pair in enumerate(found):
        by_provider.setdefault(pair.provider, []).append(number)
    runs: list[list[int]] = []
    for provider, numbers in by_provider.items():
        chance.shuffle(numbers)
        size = BATCH if provider == PACKAGES else TOGETHER
        runs += [numbers[start : start + size] for start in range(0, len(numbers), size)]
    whole = [run for run in runs if len(run) == BATCH]
    parts = [run for run in runs if len(run) < BATCH]
    chance.shuffle(parts)
    rest = [number for run in parts for number in run]
    whole += [rest[start : start + BATCH] for start in range(0, len(rest) - BATCH + 1, BATCH)]
    chance.shuffle(whole)
    yield from map(np.array, whole)


def _batch(chosen: Rows, bags: Sequence[Bags], asked: Rows, told: Rows, words: int, read_by_teacher: bool) -> Batch:
    own = [Bags(bag.words[chosen], bag.counts[chosen]) for bag in bags]
    question, full = (_matrix(own[kind], words) for kind in (0, 2))
    frequency = np.asarray((full > 0).sum(axis=0)).ravel()
    rarity = np.log(1 + (BATCH - frequency + 0.5) / (frequency + 0.5)).astype(np.float32)
    full.data = full.data / (full.data + SATURATION)
    lexical = (question @ scipy.sparse.diags(rarity) @ full.T).toarray().astype(np.float32)
    order = _shares(TEACHER_SHARPNESS * asked[chosen] @ told[chosen].T)
    return Batch(
        texts=(
            _weighted(own[0], np.sqrt(rarity)),
            _weighted(own[1], np.sqrt(rarity + 0.3)),
            _weighted(own[2], np.sqrt(rarity + 0.3)),
        ),
        lexical=np.asarray(_standardised(lexical)),
        wanted=(1 - TEACHING) * np.eye(BATCH, dtype=np.float32) + TEACHING * order,
        taught=told[chosen] * np.float32(READ_BY_TEACHER * read_by_teacher),
    )


def _loss(rows: Any, batch: Batch) -> Any:
    question, short, full = (_units(jnp.einsum("rwd,rw->rd", rows[b.words], b.counts)) for b in batch.texts)
    passages = _units(short + full) + batch.taught
    passages = _units(passages - SHARED * passages.mean(axis=0))
    scores = WORDS * batch.lexical + (1 - WORDS) * _standardised(question @ passages.T)
    return -(batch.wanted * jax.nn.log_softmax(SHARPNESS * scores, axis=1)).sum(axis=1).mean()


def _matrix(bag: Bags, words: int) -> Any:
    said = bag.counts > 0
    rows = np.broadcast_to(np.arange(len(bag.words))[:, None], bag.words.shape)[said]
    return scipy.sparse.csr_matrix((bag.counts[said], (rows, bag.words[said])), shape=(len(bag.words), words))


def _weighted(bag: Bags, weights: Rows) -> Bags:
    return Bags(bag.words, bag.counts * weights[bag.words])


def _shares(scores: Rows) -> Rows:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def _units(rows: Any) -> Any:
    return rows / jnp.sqrt((rows * rows).sum(axis=1, keepdims=True) + 1e-8)


def _standardised(scores: Any) -> Any:
    return (scores - scores.mean(axis=1, keepdims=True)) / (scores.std(axis=1, keepdims=True) + 1e-6)
