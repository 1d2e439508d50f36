"""What a build finds out before it renders a page, remembered for the next build of the same input."""

import os
from collections.abc import Collection, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

import msgspec

from gatepost.model.page import Outline
from gatepost.model.problem import Problem
from gatepost.model.source import SourceLocation, in_text


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    """The pages of a reference as far as they are known without rendering them.

    `basis` names everything but the descriptions that it follows from, `files` the digest of each description file
    (BLAKE2b, 20 bytes). `digests` are the pages' own, `texts` plain words for a search, both by path.
    `ids` are the addresses of operations by operationId, which descriptions may share. `expected` is what the contract
    has of replies, compressed.
    """

    basis: str
    files: Mapping[str, str]
    outlines: tuple[Outline, ...]
    digests: Mapping[str, str]
    texts: Mapping[str, str]
    navigation: Mapping[str, Any]
    ids: Mapping[str, tuple[str, ...]] = {}
    problems: tuple["ProblemRecord", ...] = ()
    expected: bytes | None = None


class ProblemRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A problem as its JSON form has it: the place is no longer tied to a file in memory."""

    rule: str
    severity: Any
    message: str
    file: str
    pointer: str
    line: int

    def problem(self) -> Problem:
        """Return the problem again."""
        is_text = self.file.endswith(".md")
        source = in_text(self.file, self.line) if is_text else SourceLocation(self.file, self.pointer, _Line(self.line))
        return Problem(rule=self.rule, severity=self.severity, message=self.message, source=source)


class _Line(msgspec.Struct, frozen=True):
    """The `Lines` of one place."""

    number: int

    def line(self, pointer: str) -> int:
        return self.number


def remembered(path: Path, basis: str, project: Path) -> Contents | None:
    """Return the contents stored at `path` when they follow from this basis and from the files as they are now."""
    try:
        found = msgspec.msgpack.decode(path.read_bytes(), type=Contents)
        current = found.basis == basis and all(digest(project / name) == known for name, known in found.files.items())
    except (OSError, msgspec.MsgspecError):
        return None
    return found if current else None


def remember(path: Path, contents: Contents) -> None:
    """Store contents at `path`, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}-{os.getpid()}")
    temporary.write_bytes(msgspec.msgpack.encode(contents))
    os.replace(temporary, path)


def digest(path: Path) -> str:
    """Return the digest of a file, as `Document.digest` has it."""
    return blake2b(path.read_bytes(), digest_size=20).hexdigest()


def state_of_folder(folder: Path, without: Collection[str] = ()) -> str:
    """Return a digest of the names and contents of the files in a folder, wherever it stands and however old it is.

    `without` has names of folders that do not count.
    """
    left_out = {"__pycache__", *without}
    state = blake2b(digest_size=16)
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in left_out)
        for name in sorted(names):
            path = Path(parent, name)
            content = path.read_bytes()
            state.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode() + content)
    return state.hexdigest()
