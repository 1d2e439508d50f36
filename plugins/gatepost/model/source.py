"""Where a node of the model was written."""

from typing import Protocol

import msgspec


class Lines(Protocol):
    """Finds the line of a JSON pointer in one source file."""

    def line(self, pointer: str) -> int:
        """Return the 1-based line on which the node at `pointer` starts; 0 when it is not known."""


class NoLines:
    """The `Lines` of things that were never in a file."""

    def line(self, pointer: str) -> int:
        """Return 0: there is no line."""
        return 0


class TextLine(msgspec.Struct, frozen=True):
    """The `Lines` of one place in a file that has lines but no pointers, such as a guide."""

    number: int

    def line(self, pointer: str) -> int:
        """Return the line."""
        return self.number


class SourceLocation(msgspec.Struct, frozen=True, eq=False, gc=False):
    """A place in a source file: path relative to the project, JSON pointer (RFC 6901), line.

    The line is looked up when it is asked for, so that every node can carry its place at no cost.
    """

    file: str
    pointer: str
    lines: Lines

    @property
    def line(self) -> int:
        """The 1-based line, or 0 when it is not known."""
        return self.lines.line(self.pointer)

    def child(self, *keys: str | int) -> "SourceLocation":
        """Return the place of the node reached from here by `keys`."""
        return SourceLocation(self.file, self.pointer + "".join(f"/{escape(str(key))}" for key in keys), self.lines)

    def __str__(self) -> str:
        """Return `file:line (pointer)`, the form in which messages name a place; text files have no pointers."""
        line = self.line
        if isinstance(self.lines, TextLine):
            return f"{self.file}:{line}" if line else self.file
        return f"{self.file}:{line} ({self.pointer or '/'})" if line else f"{self.file} ({self.pointer or '/'})"


def in_text(file: str, line: int = 0) -> SourceLocation:
    """Return a place in a text file; line 0 means the whole of it."""
    return SourceLocation(file, "", TextLine(line))


NOWHERE = SourceLocation("", "", NoLines())


def escape(key: str) -> str:
    """Escape one reference token of a JSON pointer (RFC 6901 section 3)."""
    return key.replace("~", "~0").replace("/", "~1") if "~" in key or "/" in key else key


def unescape(token: str) -> str:
    """Undo `escape`."""
    return token.replace("~1", "/").replace("~0", "~") if "~" in token else token
