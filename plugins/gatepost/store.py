"""Rendered pages on disk, found again by key."""

import contextlib
import os
import tempfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

import msgspec

from gatepost.model.page import Page

MAGIC = b"gatepost-pages-1\n"
Entry = tuple[int, int, int]
"""Where a page stands in the file: offset, length, CRC-32 of its bytes."""


class PageStore:
    """One file of rendered pages, each under a key that says what it was made from.

    Reading never fails: a missing, cut or altered file holds nothing. Writing goes to a file of its own that
    takes the place of the old one at `save`, so that builds may run side by side; the new file has exactly the
    pages that this build asked for or put in. Memory holds the index, not the pages. `state` is that of the code
    that renders: pages of another state are not found.
    """

    def __init__(self, path: Path, state: str = "") -> None:
        self.path = path
        self._magic = MAGIC + state.encode() + b"\n"
        self._encode = msgspec.msgpack.Encoder().encode
        self._decode = msgspec.msgpack.Decoder(Page).decode
        self._file, self._index = _opened(path, self._magic)
        self._wanted: set[str] = set()
        self._fresh: BinaryIO | None = None
        self._temporary = ""
        self._offset = len(self._magic)
        self._written: dict[str, Entry] = {}

    def get(self, key: str) -> Page | None:
        """Return the page with this key, or None."""
        blob = self._found(key)
        if blob is None:
            return None
        try:
            page = self._decode(blob)
        except msgspec.MsgspecError:
            return None
        if key in self._index:
            self._wanted.add(key)
        return page

    def keep(self, key: str) -> None:
        """Carry the page with this key over to the next build, if it is here, without reading it now."""
        if key in self._index:
            self._wanted.add(key)

    def put(self, key: str, page: Page) -> None:
        """Add a page that was just rendered."""
        self._append(key, self._encode(page))

    def save(self) -> None:
        """Replace the file on disk, unless it already holds just these pages."""
        if not self._written and self._wanted == self._index.keys():
            return
        for key in sorted(self._wanted - self._written.keys()):
            if (blob := self._read(self._index[key])) is not None:
                self._append(key, blob)
        fresh = self._target()
        index = self._encode(self._written)
        fresh.write(index + len(index).to_bytes(8, "big") + zlib.crc32(index).to_bytes(4, "big"))
        fresh.close()
        os.replace(self._temporary, self.path)
        self._fresh = None
        if self._file:
            self._file.close()
        self._file, self._index = _opened(self.path, self._magic)
        self._written, self._wanted, self._offset = {}, set(), len(self._magic)

    def close(self) -> None:
        """Let go of the files; pages put in since the last `save` are forgotten."""
        if self._file:
            self._file.close()
        if self._fresh:
            self._fresh.close()
            with contextlib.suppress(OSError):
                os.unlink(self._temporary)
        self._file = self._fresh = None

    def _append(self, key: str, blob: bytes) -> None:
        self._target().write(blob)
        self._written[key] = (self._offset, len(blob), zlib.crc32(blob))
        self._offset += len(blob)

    def _target(self) -> BinaryIO:
        if self._fresh is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            descriptor, self._temporary = tempfile.mkstemp(prefix=f".{self.path.name}-", dir=self.path.parent)
            self._fresh = open(descriptor, "w+b")
            self._fresh.write(self._magic)
        return self._fresh

    def _found(self, key: str) -> bytes | None:
        """Return what this build put in, for pages that several versions have alike, or what an earlier one did."""
        if key in self._written and self._fresh is not None:
            offset, length, _ = self._written[key]
            self._fresh.flush()
            return os.pread(self._fresh.fileno(), length, offset)
        return self._read(self._index[key]) if key in self._index else None

    def _read(self, entry: Entry) -> bytes | None:
        offset, length, checksum = entry
        if self._file is None:
            return None
        self._file.seek(offset)
        blob = self._file.read(length)
        return blob if len(blob) == length and zlib.crc32(blob) == checksum else None


def _opened(path: Path, magic: bytes) -> tuple[BinaryIO | None, Mapping[str, Entry]]:
    """Open the store for reading; its index stands at the end, followed by the index's length and checksum."""
    try:
        file = path.open("rb")
    except OSError:
        return None, {}
    try:
        if file.read(len(magic)) != magic:
            raise ValueError(path)
        end = file.seek(-12, os.SEEK_END)
        tail = file.read(12)
        length = int.from_bytes(tail[:8], "big")
        file.seek(end - length)
        index = file.read(length)
        if zlib.crc32(index) != int.from_bytes(tail[8:], "big"):
            raise ValueError(path)
        return file, msgspec.msgpack.decode(index, type=dict[str, Entry])
    except (OSError, ValueError, msgspec.MsgspecError):
        file.close()
        return None, {}
