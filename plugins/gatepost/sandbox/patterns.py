"""Regular expressions of a description: untrusted, so each is read, bounded, and only then run or imitated.

A hostile pattern must never hang the sandbox (HOSTILE.md 18). `matches` therefore answers None, for "not judged",
where a pattern could backtrack without bound; `imitate` writes a string for patterns that are simple enough.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

LONGEST = 200
MOST_STEPS = 2_000_000
MOST_OPTIONAL = 10
UNBOUNDED = 1 << 30
IMITATED_REPEAT = 40
FEW = 4
"""So often a part may be repeated as if it were written out."""

CLASSES = {"d": "0123456789", "w": "abcdefghijklmnopqrstuvwxyz0123456789_", "s": " "}
CONTROLS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "v": "\v"}
PRINTABLE = "".join(map(chr, range(ord("a"), ord("z") + 1))) + "".join(map(chr, range(32, 127)))


class UnsupportedError(Exception):
    """The pattern says something that this reader does not know."""


@dataclass(frozen=True, slots=True)
class Characters:
    """One character out of some; an anchor or an assertion is an empty choice."""

    choices: str


@dataclass(frozen=True, slots=True)
class Repeat:
    """A part, at least `least` and at most `most` times."""

    part: Part
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Sequence:
    """Parts one after the other."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several parts."""

    parts: tuple[Part, ...]


Part: TypeAlias = Characters | Repeat | Sequence | Choice


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern with its compiled form, and how fast its work grows with the text (the exponent)."""

    compiled: re.Pattern[str]
    tree: Part
    degree: int


def matches(pattern: str, text: str) -> bool | None:
    """Whether the pattern is found in the text; None where running it would not be safe or is not possible."""
    known = read(pattern)
    if known is None or max(len(text), 2) ** known.degree > MOST_STEPS:
        return None
    return known.compiled.search(text) is not None


def imitate(pattern: str, least: int = 0, most: int = 200, variation: int = 0) -> str | None:
    """A string that the pattern accepts and whose length is within the bounds, or None."""
    known = read(pattern)
    if known is None:
        return None
    for extra in sorted({0, 1, max(0, least - 1), least, IMITATED_REPEAT}):
        text = _write(known.tree, extra, variation)
        text = text + text[-1:] * (least - len(text)) if text else text
        if least <= len(text) <= most and matches(pattern, text) is not False:
            return text
    return None


@lru_cache(maxsize=2048)
def read(pattern: str) -> Pattern | None:
    """The pattern where it is safe to run, else None."""
    if len(pattern) > LONGEST:
        return None
    try:
        tree = _Reader(pattern).read()
        degree = _degree(tree, pattern)
        compiled = re.compile(_as_python(pattern), re.ASCII)
    except (UnsupportedError, re.error, OverflowError, RecursionError):
        return None
    return Pattern(compiled, tree, degree)


def _as_python(pattern: str) -> str:
    """ECMA-262's `$` is the end of the text alone, and its named groups lack the P."""
    named = re.sub(r"\(\?<(?=[A-Za-z_])", "(?P<", pattern)
    return re.sub(r"((?:^|[^\\])(?:\\\\)*)\$(?=$|\|)", r"\1\\Z", named)


def _degree(tree: Part, pattern: str) -> int:
    """One for the search, one for each open repetition; raises UnsupportedError for nested ones."""
    open_repeats, optional = _count(tree, inside=False)
    if optional > MOST_OPTIONAL:
        raise UnsupportedError("too many optional parts")
    return open_repeats + (0 if pattern.startswith("^") and open_repeats else 1)


def _count(part: Part, inside: bool) -> tuple[int, int]:
    match part:
        case Characters():
            return 0, 0
        case Sequence(parts) | Choice(parts):
            if inside and isinstance(part, Choice) and len(parts) > 1:
                raise UnsupportedError("a choice inside a repetition")
            counts = [_count(each, inside) for each in parts]
            return sum(count[0] for count in counts), sum(count[1] for count in counts)
        case Repeat(inner, least, most):
            if inside and least != most:
                raise UnsupportedError("a repetition inside a repetition")
            if least == most <= FEW:
                opened, optional = _count(inner, inside)
                return opened * most, optional * most
            opened, optional = _count(inner, inside or most > 1)
            if most == 1:
                return opened, optional + (least == 0)
            return opened + (least != most), optional
    raise AssertionError(part)


def _write(part: Part, extra: int, variation: int) -> str:
    match part:
        case Characters(choices):
            return choices[variation % len(choices)] if choices else ""
        case Sequence(parts):
            return "".join(_write(each, extra, variation + index) for index, each in enumerate(parts))
        case Choice(parts):
            return _write(parts[variation % len(parts)], extra, variation)
        case Repeat(inner, least, most):
            times = min(most, least + extra, max(least, IMITATED_REPEAT))
            return "".join(_write(inner, 0, variation + index) for index in range(times))
    raise AssertionError(part)


class _Reader:
    """Recursive descent over the part of ECMA-262's syntax that descriptions use."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def read(self) -> Part:
        tree = self.choice()
        if self.at < len(self.text):
            raise UnsupportedError("an unbalanced parenthesis")
        return tree

    def peek(self) -> str:
        return self.text[self.at] if self.at < len(self.text) else ""

    def take(self) -> str:
        if self.at >= len(self.text):
            raise UnsupportedError("the pattern ends early")
        self.at += 1
        return self.text[self.at - 1]

    def choice(self) -> Part:
        parts = [self.sequence()]
        while self.peek() == "|":
            self.at += 1
            parts.append(self.sequence())
        return parts[0] if len(parts) == 1 else Choice(tuple(parts))

    def sequence(self) -> Part:
        parts = []
        while self.peek() not in ("", "|", ")"):
            parts.append(self.quantified(self.atom()))
        return Sequence(tuple(parts))

    def quantified(self, part: Part) -> Part:
        found = re.compile(r"[*+?]|\{(\d{1,9})(?:(,)(\d{0,9}))?\}").match(self.text, self.at)
        if not found:
            return part
        self.at = found.end()
        if self.peek() == "?":
            self.at += 1
        sign = found[0]
        if sign in "*+?":
            return Repeat(part, int(sign == "+"), 1 if sign == "?" else UNBOUNDED)
        least = int(found[1])
        most = least if not found[2] else int(found[3]) if found[3] else UNBOUNDED
        if least > 1000 or most < least:
            raise UnsupportedError("a repetition out of bounds")
        return Repeat(part, least, most)

    def atom(self) -> Part:
        character = self.take()
        if character == "(":
            return self.group()
        if character == "[":
            return Characters(self.set())
        if character == "\\":
            return Characters(self.escape())
        if character in "^$":
            return Characters("")
        return Characters(PRINTABLE if character == "." else character)

    def group(self) -> Part:
        assertion = False
        if self.peek() == "?":
            found = re.compile(r"\?(?::|=|!|<[=!]|<[A-Za-z_]\w*>)").match(self.text, self.at)
            if not found:
                raise UnsupportedError("an unknown kind of group")
            self.at = found.end()
            assertion = found[0][-1] in "=!"
        inner = self.choice()
        if self.take() != ")":
            raise UnsupportedError("an unbalanced parenthesis")
        # An assertion adds no text, but a repetition in it works like any other.
        return Repeat(inner, 0, 1) if assertion else inner

    def escape(self) -> str:
        character = self.take()
        if character in CLASSES:
            return CLASSES[character]
        if character.lower() in CLASSES:
            return "".join(one for one in PRINTABLE if one not in CLASSES[character.lower()].upper())
        if character in CONTROLS:
            return CONTROLS[character]
        if character in "xu":
            digits = self.text[self.at : self.at + (2 if character == "x" else 4)]
            self.at += len(digits)
            return chr(int(digits, 16)) if re.fullmatch(r"[0-9a-fA-F]{2,4}", digits) else self.unknown()
        return "" if character in "bB" else self.unknown() if character.isalnum() else character

    def unknown(self) -> str:
        raise UnsupportedError("an unknown escape")

    def set(self) -> str:
        """The printable members of a set such as `[a-z_]`, or of its complement."""
        outside = self.peek() == "^"
        self.at += outside
        members: list[str] = []
        while self.peek() != "]":
            first = self.member()
            if len(first) == 1 and self.peek() == "-" and self.text[self.at + 1 : self.at + 2] not in ("]", ""):
                self.at += 1
                last = self.member()
                first = "".join(map(chr, range(ord(first), min(ord(last[:1] or "\0"), ord(first) + 255) + 1)))
            members.append(first)
        self.at += 1
        inside = "".join(members)
        if outside:
            return "".join(one for one in PRINTABLE if one not in inside)
        return inside or self.unknown()

    def member(self) -> str:
        character = self.take()
        return self.escape() if character == "\\" else character
