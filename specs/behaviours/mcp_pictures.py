"""Pictures that tools return, written as PNG by hand."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from random import Random

CELL, GAP, ROWS = 10, 2, 7
Colour = tuple[int, int, int]
BACKGROUND: Colour = (255, 255, 255)
SHADES = ((232, 236, 241), (166, 200, 222), (88, 150, 190), (31, 96, 143), (12, 52, 88))


def levels(name: str, days: int) -> list[int]:
    """Invented activity, 0 to 4 a day, the same for the same name."""
    chance = Random(name)  # noqa: S311 - a picture, not a secret
    return [0 if day % 7 > 4 else chance.choice((0, 1, 1, 2, 3, 4)) for day in range(days)]


def grid(days: Sequence[int], columns: int) -> bytes:
    """A PNG of one square a day, a column a week."""
    width, height = columns * (CELL + GAP) + GAP, ROWS * (CELL + GAP) + GAP
    gap = _line([BACKGROUND] * width) * GAP
    lines = [gap + _line(_row(days[row::ROWS][:columns])) * CELL for row in range(ROWS)]
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    content = zlib.compress(b"".join([*lines, gap]), 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", content) + _chunk(b"IEND", b"")


def _row(levels_: Sequence[int]) -> list[Colour]:
    """One line of pixels through the squares of a weekday."""
    squares = [[BACKGROUND] * GAP + [SHADES[level]] * CELL for level in levels_]
    return [pixel for square in squares for pixel in square] + [BACKGROUND] * GAP


def _line(pixels: Sequence[Colour]) -> bytes:
    """A line of a PNG, without a filter."""
    return b"\x00" + b"".join(map(bytes, pixels))


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
