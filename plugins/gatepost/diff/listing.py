"""Two versions of what MCP servers list, as an agent meets it."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from gatepost.diff.pairs import ObjectPair, ValuePair
from gatepost.diff.report import changes_of, schema_change
from gatepost.diff.rules import rules_for
from gatepost.diff.schemas import SchemaRules, Schemas
from gatepost.diff.shape import Shapes
from gatepost.diff.whole import McpServerPair, PromptPair, ResourcePair, ToolPair
from gatepost.diff.words import likeness, overlap, parts
from gatepost.model.address import Address
from gatepost.model.change import Change, Direction
from gatepost.model.mcp_server import McpServer
from gatepost.model.schema import SchemaLike
from gatepost.model.tool import Tool

RENAMED = 0.6
"""How alike two tools must be for one to have taken the place of the other."""
Listed = TypeVar("Listed")


def compare_servers(old: Sequence[McpServer], new: Sequence[McpServer]) -> Iterator[Change]:
    """Yield what changed in MCP servers; one whose id changed is known by its own name, or by being the only one."""
    for pair in _server_pairs(old, new):
        one: McpServer = pair.new or pair.old  # type: ignore[assignment]
        yield from changes_of(pair, one.address)
        if pair.both:
            yield from _tools(*pair.both)
            yield from _others(*pair.both)


def _server_pairs(old: Sequence[McpServer], new: Sequence[McpServer]) -> Iterator[McpServerPair]:
    left, come = {one.id: one for one in old}, {one.id: one for one in new}
    pairs = [(left.pop(name), come.pop(name)) for name in list(left) if name in come]
    for one in list(left.values()):
        other = next((other for other in come.values() if one.name and other.name == one.name), None)
        if other is not None:
            pairs.append((left.pop(one.id), come.pop(other.id)))
    if len(left) == len(come) == 1 and len(old) == len(new) == 1:
        pairs.append((left.popitem()[1], come.popitem()[1]))
    yield from (McpServerPair(old=one, new=other) for one, other in pairs)
    yield from (McpServerPair(old=one, new=None) for one in left.values())
    yield from (McpServerPair(old=None, new=one) for one in come.values())


def _tools(old: McpServer, new: McpServer) -> Iterator[Change]:
    for pair in _tool_pairs(old.tools, new.tools):
        one: Tool = pair.new or pair.old  # type: ignore[assignment]
        if pair.both and pair.both[0].raw == pair.both[1].raw:
            continue
        yield from changes_of(pair, one.address, confidence=pair.confidence)
        if pair.both:
            yield from _arguments(*pair.both)


def _tool_pairs(old: Sequence[Tool], new: Sequence[Tool]) -> Iterator[ToolPair]:
    left, come = {one.key: one for one in old}, {one.key: one for one in new}
    for key in list(left):
        if key in come:
            yield ToolPair(old=left.pop(key), new=come.pop(key))
    rated = sorted(((_alike(one, other), key, name) for key, one in left.items() for name, other in come.items()))
    for rate, key, name in reversed(rated):
        if rate >= RENAMED and key in left and name in come:
            yield ToolPair(old=left.pop(key), new=come.pop(name), confidence=rate)
    yield from (ToolPair(old=one, new=None) for one in left.values())
    yield from (ToolPair(old=None, new=one) for one in come.values())


def _alike(one: Tool, other: Tool) -> float:
    old, new = (frozenset(_properties(tool)) for tool in (one, other))
    said = overlap(parts(one.description), parts(other.description))
    return 0.4 * likeness(one.name, other.name) + 0.35 * overlap(old, new) + 0.25 * said


def _properties(tool: Tool) -> dict[str, Any]:
    return Shapes(tool.definitions).of(tool.input_schema).properties


def _arguments(old: Tool, new: Tool) -> Iterator[Change]:
    shapes = Shapes(old.definitions), Shapes(new.definitions)
    yield from _schema(old.input_schema, new.input_schema, shapes, new, "request", "tool-argument")
    yield from _schema(old.output_schema, new.output_schema, shapes, new, "response", "tool-result")


def _schema(
    old: SchemaLike | None,
    new: SchemaLike | None,
    shapes: tuple[Shapes, Shapes],
    tool: Tool,
    direction: Direction,
    prefix: str,
) -> Iterator[Change]:
    every = SchemaRules(rules_for(ValuePair), rules_for(ObjectPair))
    schemas = Schemas(*shapes, direction, every, lambda _: False, reads_words=direction == "request")
    place = "input" if direction == "request" else "output"
    base = Change(rule="", severity="note", address=tool.address, message="", place=place, direction=direction)
    for located in schemas.compare(old, new):
        yield schema_change(located, base, prefix)


def _others(old: McpServer, new: McpServer) -> Iterator[Change]:
    yield from _listed(old.prompts, new.prompts, PromptPair)
    before, after = ((*one.resources, *one.templates) for one in (old, new))
    yield from _listed(before, after, ResourcePair)


def _listed(old: Sequence[Any], new: Sequence[Any], pair_type: Any) -> Iterator[Change]:
    before, after = ({one.key: one for one in listed} for listed in (old, new))
    for key in dict.fromkeys((*after, *before)):
        pair = pair_type(old=before.get(key), new=after.get(key))
        address: Address = (pair.new or pair.old).address
        yield from changes_of(pair, address)
