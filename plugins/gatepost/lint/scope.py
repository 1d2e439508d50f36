"""What a sentence of a guide is about: the operations and tools named in it, or else around it."""

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from gatepost.lint.facts import Facts, Field
from gatepost.lint.guide_text import Block, GuideText, Section, spans
from gatepost.model.operation import Operation
from gatepost.model.tool import Tool

REQUEST = re.compile(r"\b(GET|PUT|POST|DELETE|OPTIONS|HEAD|PATCH|TRACE|QUERY)\s+(/[^\s`\"'<>()\[\],;]*)")
_LINK = re.compile(r"\[(?:operation:)([^\]#\s][^\]#]*)(?:#[^\]]*)?\]|\[tool:([^\]#]+)\]")


class Named(msgspec.Struct, frozen=True, eq=False):
    """An operation or a tool at its place in a block."""

    at: int
    operation: Operation | None = None
    tool: Tool | None = None


class Scope:
    """A guide with what its blocks name."""

    def __init__(self, guide: GuideText, facts: Facts) -> None:
        self.guide, self.facts = guide, facts
        self._named: dict[int, list[Named]] = {}

    def named(self, block: Block) -> list[Named]:
        """Return the operations and tools of a block in the order of its text."""
        if id(block) not in self._named:
            self._named[id(block)] = sorted(_named(block, self.facts), key=lambda one: one.at)
        return self._named[id(block)]

    def operations(self, block: Block, start: int, end: int) -> list[Operation]:
        """Return what a sentence from `start` to `end` is about: what it names, else the last that its block named."""
        inside = [one.operation for one in self.named(block) if one.operation and start <= one.at < end]
        before = [one.operation for one in self.named(block) if one.operation and one.at < start]
        return inside or before[-1:]

    def around(self, section: Section) -> list[Operation]:
        """Return every operation of a section, or of the whole guide where the section names none."""
        own = self._all((section.heading, *section.blocks))
        return own or self._all(self.guide.blocks)

    def tool(self, block: Block, end: int) -> Tool | None:
        """Return the tool that a block named last before a place, or the only one that it names."""
        named = [one for one in self.named(block) if one.tool]
        before = [one for one in named if one.at < end]
        return (before[-1] if before else named[0]).tool if named else None

    def fields(self, name: str, block: Block, start: int, end: int, section: Section) -> tuple[Field, ...]:
        """Return what a name of a parameter or property may mean in a sentence, the closest meaning first."""
        for operations in (self.operations(block, start, end), self.around(section)):
            found = [field for one in operations for field in self.facts.fields_of(one).get(name, ())]
            if found:
                return tuple(found)
        # A plain word may be a name of anything, unless the guide is about the contract.
        is_ours = "_" in name or bool(self._all(self.guide.blocks))
        return self.facts.fields.get(name, ()) if is_ours else ()

    def _all(self, blocks: Sequence[Block | None]) -> list[Operation]:
        found: Mapping[str, Operation] = {
            one.operation.name: one.operation for block in blocks if block for one in self.named(block) if one.operation
        }
        return list(found.values())


def _named(block: Block, facts: Facts) -> Iterator[Named]:
    if block.kind == "code":
        return
    for request in REQUEST.finditer(block.text):
        if operation := facts.operation_at(request[1], request[2].rstrip(".,:")):
            yield Named(request.start(), operation)
    for link in _LINK.finditer(block.text):
        if operation := _linked(link[1] or "", facts):
            yield Named(link.start(), operation)
        elif link[2] and (tool := facts.tools.get(link[2].rpartition("/")[2])):
            yield Named(link.start(), tool=tool)
    for span in spans(block.text):
        if operation := facts.operations.get(span[2]):
            yield Named(span.start(), operation)
        elif tool := facts.tools.get(span[2]):
            yield Named(span.start(), tool=tool)


def _linked(name: str, facts: Facts) -> Operation | None:
    if request := REQUEST.match(name):
        return facts.operation_at(request[1], request[2])
    whole = name.strip()
    return facts.operations.get(whole) or facts.operations.get(whole.partition(".")[0])
