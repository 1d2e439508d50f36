"""The table of word vectors: what a word means, in 256 numbers of four bits.

`tools/search_table` makes it; table/NOTICE says from what. Row by row in the file: one byte for the scale, then two
numbers a byte, the first in the low half, each from -7 to 7 with 8 added.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np

from gatepost.index.words import stemmed

TABLE = Path(__file__).parent / "table" / "table.bin"
MAGIC = b"gatepost-table-1\n"
DIMENSIONS = 256
ROW = 1 + DIMENSIONS // 2
HOT = 640
"""Words that a reader gets in one file before the first question; the most frequent ones stand first."""
SHARDS = 512
"""Files that the others are spread over by their hash."""

Rows = Any
"""A numpy array, one row a thing."""


class Table:
    """Vectors by stem; without a file it is empty, and a search goes by words alone."""

    def __init__(self, surfaces: Sequence[str], rows: Rows) -> None:
        self.surfaces, self._rows = tuple(surfaces), rows
        self.stems = tuple(map(stemmed, self.surfaces))
        self._index = {stem: number for number, stem in enumerate(self.stems)}

    def vector(self, words: Iterable[str], weights: Mapping[str, float] | None = None) -> Rows:
        """Return the sum of the words' vectors, each with its weight; a word that is not in the table adds nothing."""
        known = [(number, word) for word in words if (number := self._index.get(word)) is not None]
        if not known:
            return np.zeros(DIMENSIONS, np.float32)
        rows = self.vectors[[number for number, _ in known]]
        if weights is None:
            return rows.sum(axis=0)
        return np.array([weights.get(word, 1.0) for _, word in known], np.float32) @ rows

    @cached_property
    def vectors(self) -> Rows:
        """The vectors, a row a stem."""
        return unpacked(self._rows[:, 1:]) * scale(self._rows[:, 0].astype(np.float32))[:, None]

    def files(self) -> dict[str, bytes]:
        """Return the table as readers load it, by file name."""
        if not self.surfaces:
            return {}
        entries = [_entry(stem, row) for stem, row in zip(self.stems, self._rows, strict=True)]
        shards: list[list[bytes]] = [[] for _ in range(SHARDS)]
        for stem, entry in zip(self.stems[HOT:], entries[HOT:], strict=True):
            shards[fnv(stem) % SHARDS].append(entry)
        files = {f"{number:03x}.bin": b"".join(shard) for number, shard in enumerate(shards)}
        words = "\n".join(sorted(self.surfaces)).encode()
        return {"hot.bin": b"".join(entries[:HOT]), "words.txt": words, **files}

    @property
    def digest(self) -> str:
        """The name of its folder: the same as long as the table is."""
        return blake2b(self._rows.tobytes() + "\n".join(self.surfaces).encode(), digest_size=6).hexdigest()


@cache
def table(path: Path = TABLE) -> Table:
    """Return the table of a file, read once."""
    if not path.is_file():
        return Table((), np.zeros((0, ROW), np.uint8))
    content = path.read_bytes()
    head_end = content.index(b"\n", len(MAGIC)) + 1
    head = json.loads(content[len(MAGIC) : head_end])
    words_end = head_end + head["words"]
    surfaces = content[head_end:words_end].decode().split("\n")
    rows = np.frombuffer(content, np.uint8, offset=words_end).reshape(len(surfaces), ROW)
    return Table(surfaces, rows)


def write_table(path: Path, surfaces: Sequence[str], vectors: Rows) -> None:
    """Write the file of a table; the most frequent words come first."""
    words = "\n".join(surfaces).encode()
    head = json.dumps({"dimensions": DIMENSIONS, "words": len(words)}).encode() + b"\n"
    path.write_bytes(MAGIC + head + words + quantised(vectors).tobytes())


def quantised(vectors: Rows) -> Rows:
    """Return rows of a scale and half-byte numbers."""
    peaks = np.maximum(np.abs(vectors).max(axis=1), 1e-12)
    # A little below the peak: the few largest numbers are cut, all others become finer.
    codes = np.clip(np.round(16 * np.log2(peaks * 0.85 / 7) + 192), 0, 255)
    numbers = np.clip(np.round(vectors / scale(codes)[:, None]), -7, 7).astype(np.int16) + 8
    packed = (numbers[:, 0::2] | (numbers[:, 1::2] << 4)).astype(np.uint8)
    return np.concatenate([codes.astype(np.uint8)[:, None], packed], axis=1)


def unpacked(packed: Rows) -> Rows:
    """Return the numbers of packed rows, without their scales."""
    numbers = np.empty((packed.shape[0], packed.shape[1] * 2), np.float32)
    numbers[:, 0::2] = (packed & 15).astype(np.float32) - 8
    numbers[:, 1::2] = (packed >> 4).astype(np.float32) - 8
    return numbers


def scale(codes: Rows) -> Rows:
    """Return the scales that codes stand for."""
    return np.exp2((codes - 192) / 16).astype(np.float32)


def fnv(word: str) -> int:
    """Return the 32-bit FNV-1a hash of a word."""
    value = 0x811C9DC5
    for byte in word.encode():
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def _entry(stem: str, row: Rows) -> bytes:
    name = stem.encode()
    return bytes([len(name)]) + name + bytes(row)
