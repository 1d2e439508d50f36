"""Sorted entries cut into blocks: a reader finds the block of a key by the first keys of all."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

_SMALL = tuple(bytes([value]) for value in range(128))


class Blocks(NamedTuple):
    """The blocks, and the shortest keys that tell where each begins."""

    starts: tuple[str, ...]
    contents: tuple[bytes, ...]


def blocks(entries: Iterable[tuple[str, bytes]], size: int) -> Blocks:
    """Cut entries, sorted by key, into blocks of about so many bytes.

    In a block stands for each entry: bytes shared with the key before, bytes of the rest of the key, that rest, and
    what belongs to it. Keys are sorted by code point, as their bytes in UTF-8 are.
    """
    starts: list[str] = []
    contents: list[bytes] = []
    block, last, previous = bytearray(), b"", ""
    for key, content in entries:
        if not block:
            starts.append(_shortest(previous, key))
            last = b""
        encoded = key.encode("utf-8", "surrogatepass")
        shared = _shared(last, encoded)
        block += number(shared) + number(len(encoded) - shared) + encoded[shared:] + content
        last, previous = encoded, key
        if len(block) >= size:
            contents.append(bytes(block))
            block.clear()
    if block:
        contents.append(bytes(block))
    return Blocks(tuple(starts), tuple(contents))


def number(value: int) -> bytes:
    """Return a whole number as seven bits a byte, the lowest first, the high bit set on all but the last."""
    if value < len(_SMALL):
        return _SMALL[value]
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def ascending(values: Sequence[int]) -> Iterator[bytes]:
    """Yield numbers that do not fall, each as its distance from the one before."""
    last = 0
    for value in values:
        yield number(value - last)
        last = value


def _shared(one: Sequence[object], other: Sequence[object]) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _shortest(before: str, key: str) -> str:
    """Return the shortest start of a key that sorts after the key before it."""
    return key[: _shared(before, key) + 1]
