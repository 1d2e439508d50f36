"""Guides as files that are read and saved while others may change them too."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from typing import NamedTuple

LARGEST = 2_000_000
"""Bytes of a guide that can be edited."""
_BOM = b"\xef\xbb\xbf"


class Edition(NamedTuple):
    """What a file says, and the digest by which a later state is told from it."""

    text: str
    version: str


class CannotEditError(Exception):
    """A file that is not read or written here; the message says why, and what to do."""


class ChangedError(Exception):
    """A file is not what its writer began with. Nothing was written; `now` is what it says."""

    def __init__(self, now: Edition) -> None:
        self.now = now
        super().__init__("the file was changed on disk")


class GuideFiles:
    """The Markdown files of a docs folder, by their path in it; `names` lists those that are pages of the site.

    No other file is read or written, whatever its name: not through `..`, not through a link that leaves the folder.
    """

    def __init__(self, folder: Path, names: Mapping[str, str]) -> None:
        self._folder, self._names = folder.resolve(), names
        self._lock = Lock()

    def read(self, name: str) -> Edition:
        """Return what a file says. Raises CannotEditError for what is no guide, or no text."""
        return _edition(self._bytes(self._path(name)), name)

    def save(self, name: str, text: str, version: str) -> Edition:
        """Write a file whose version is still this one. Raises ChangedError, CannotEditError."""
        path = self._path(name)
        with self._lock:
            before = self._bytes(path)
            now = _edition(before, name)
            if now.version != version:
                raise ChangedError(now)
            content = _encoded(text, before)
            if content != before:
                self._replace(path, content, before)
            return _edition(content, name)

    def _path(self, name: str) -> Path:
        if name not in self._names:
            raise CannotEditError(f"'{name}' is no guide of this site.")
        path = Path(self._names[name]).resolve()
        if self._folder not in path.parents or path.suffix.lower() not in (".md", ".markdown"):
            raise CannotEditError(f"'{name}' is not in the docs folder, or is no Markdown: edit it where it is.")
        return path

    def _bytes(self, path: Path) -> bytes:
        try:
            content = path.read_bytes()
        except OSError as error:
            raise CannotEditError(f"{path.name} cannot be read: {error.strerror}.") from None
        if len(content) > LARGEST:
            raise CannotEditError(f"{path.name} is larger than {LARGEST:,} bytes: use another editor.")
        return content

    def _replace(self, path: Path, content: bytes, before: bytes) -> None:
        """Put a whole file in the place of another: a reader never sees half of it."""
        try:
            # Its name begins with a dot: MkDocs takes it for no page while it is there.
            handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            shutil.copymode(path, name)
            if (now := self._bytes(path)) != before:
                os.unlink(name)
                raise ChangedError(_edition(now, path.name))
            os.replace(name, path)
        except OSError as error:
            raise CannotEditError(f"{path.name} cannot be written: {error.strerror}.") from None


def _edition(content: bytes, name: str) -> Edition:
    try:
        text = content.removeprefix(_BOM).decode()
    except UnicodeDecodeError:
        raise CannotEditError(f"{name} is not UTF-8: saved from here it would be damaged. Convert it first.") from None
    return Edition(text.replace("\r\n", "\n"), blake2b(content, digest_size=16).hexdigest())


def _encoded(text: str, before: bytes) -> bytes:
    """Return text as bytes, with the mark at the start and the ends of lines that the file had."""
    text = text.replace("\r\n", "\n")
    if b"\r\n" in before:
        text = text.replace("\n", "\r\n")
    return (_BOM if before.startswith(_BOM) else b"") + text.encode("utf-8", "replace")
