"""A guide as its author wrote it: blocks of prose and code with their lines, and the front matter."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal

import msgspec
import yaml

Kind = Literal["heading", "paragraph", "item", "row", "code"]
_FENCE = re.compile(r"^(\s*)(`{3,}|~{3,})\s*([^`]*)$")
_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+(.*)$")
_ROW = re.compile(r"^\s*\|(.*)\|\s*$")
_CONTAINER = re.compile(r"^\s*(?:!!!|\?\?\?\+?|===!?\+?|///|:::)\s")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
CODE_SPAN = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+(?=\S)")
LONGEST_FRONT_MATTER = 20_000


class Block(msgspec.Struct, frozen=True, eq=False):
    """A piece of a guide. `line` is that of its first character; code has the words after its fence in `label`."""

    kind: Kind
    text: str
    line: int
    level: int = 0
    label: str = ""

    def line_at(self, offset: int) -> int:
        """Return the line of a character of the text."""
        return self.line + self.text.count("\n", 0, offset)

    @property
    def language(self) -> str:
        """What the code is written in; empty where nothing says so."""
        return self.label.strip("{} ").partition(" ")[0].lstrip(".").lower()


class Section(msgspec.Struct, frozen=True, eq=False):
    """A heading, or None before the first, with the blocks up to the next one."""

    heading: Block | None
    blocks: tuple[Block, ...]


class GuideText(msgspec.Struct, frozen=True, eq=False):
    """One guide. `file` names it in problems, `meta` is its front matter.

    `broken` is why that could not be read, `broken_at` the line.
    """

    file: str
    source: str
    meta: Mapping[str, Any]
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    broken: str = ""
    broken_at: int = 1

    def line_of(self, words: str) -> int:
        """Return the line where words first stand; 1 where they do not."""
        at = self.source.find(words)
        return self.source.count("\n", 0, at) + 1 if at >= 0 else 1


def read_guide(file: str, source: str) -> GuideText:
    """Return a guide in its parts."""
    source = source.replace("\r\n", "\n")
    meta, body, first, (broken, at) = _front_matter(source)
    blanked = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), body)
    blocks = tuple(_blocks(blanked.split("\n"), first))
    return GuideText(file, source, meta, blocks, tuple(_sections(blocks)), broken, at)


def spans(text: str) -> Iterator[re.Match[str]]:
    """Yield the code spans of prose; their second group is the code."""
    return CODE_SPAN.finditer(text)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the beginning and end of each sentence; full stops in code end none."""
    masked = CODE_SPAN.sub(lambda found: "x" * len(found[0]), text)
    start = 0
    for end in _SENTENCE_END.finditer(masked):
        yield start, end.start()
        start = end.end()
    yield start, len(text)


def _front_matter(source: str) -> tuple[Mapping[str, Any], str, int, tuple[str, int]]:
    """Return front matter, the rest, the line on which that begins, and what is wrong where."""
    end = re.search(r"^(?:---|\.\.\.)[ \t]*$", source[4:], re.MULTILINE) if source.startswith("---\n") else None
    if end is None:
        return {}, source, 1, ("", 1)
    head, body = source[4 : 4 + end.start()], source[4 + end.end() :]
    line = source.count("\n", 0, 4 + end.end()) + 1
    if len(head) > LONGEST_FRONT_MATTER:
        return {}, body, line, ("it is too long", 1)
    try:
        meta = yaml.safe_load(head)
    except yaml.YAMLError as error:
        said = getattr(error, "problem", None) or "it cannot be read"
        place = getattr(error, "problem_mark", None)
        # Lines are counted from 0, and from the one below the dashes.
        at = min(place.line + 2, line - 1) if place else 1
        return {}, body, line, (f"it is not YAML: {said}", at)
    except ValueError as error:  # a date such as 2026-13-01
        return {}, body, line, (f"it is not YAML: {error}", 1)
    if isinstance(meta, dict):
        return meta, body, line, ("", 1)
    return {}, body, line, ("it is not a map" if meta else "", 2)


def _blocks(lines: list[str], first: int) -> Iterator[Block]:
    reader = _Reader(first)
    for number, line in enumerate(lines, first):
        yield from reader.take(line, number)
    yield from reader.end()


class _Reader:
    """Takes lines one by one; a block is out when the next line does not belong to it."""

    def __init__(self, first: int) -> None:
        self.open: list[str] = []
        self.kind: Kind = "paragraph"
        self.line = first
        self.fence = ""
        self.label = ""
        self.nested = False
        """Whether what is indented belongs to a list or an admonition, and is no code."""
        self.after_blank = True

    def take(self, line: str, number: int) -> Iterator[Block]:
        fence = _FENCE.match(line)
        if self.fence:
            if fence and fence[2].startswith(self.fence) and not fence[3].strip():
                yield Block("code", "\n".join(self.open), self.line, label=self.label)
                self.open, self.fence = [], ""
            else:
                self.open.append(line)
            return
        if fence:
            yield from self.end()
            self.fence, self.label, self.line = fence[2], fence[3].strip(), number + 1
        elif not line.strip():
            yield from self.end()
            self.after_blank = True
            return
        else:
            yield from self._text(line, number)
        self.after_blank = False

    def end(self) -> Iterator[Block]:
        if self.open and not self.fence:
            yield Block(self.kind, "\n".join(self.open), self.line)
        if not self.fence:
            self.open = []

    def _text(self, line: str, number: int) -> Iterator[Block]:
        heading, item, row = _HEADING.match(line), _ITEM.match(line), _ROW.match(line)
        if heading:
            yield from self.end()
            yield Block("heading", heading[2], number, level=len(heading[1]))
            self.nested = False
        elif _CONTAINER.match(line):
            yield from self.end()
            self.nested = True
        elif row:
            yield from self.end()
            yield Block("row", line, number)
        elif item:
            yield from self.end()
            self._begin("item", line, number)
            self.nested = True
        elif self.open:
            self.open.append(line)
        elif line.startswith(("    ", "\t")) and self.after_blank and not self.nested:
            return
        else:
            self._begin("paragraph", line, number)
            self.nested = self.nested and line[:1] in (" ", "\t")

    def _begin(self, kind: Kind, line: str, number: int) -> None:
        self.kind, self.open, self.line = kind, [line], number


def _sections(blocks: tuple[Block, ...]) -> Iterator[Section]:
    heading: Block | None = None
    inside: list[Block] = []
    for block in blocks:
        if block.kind == "heading":
            if heading or inside:
                yield Section(heading, tuple(inside))
            heading, inside = block, []
        else:
            inside.append(block)
    yield Section(heading, tuple(inside))
