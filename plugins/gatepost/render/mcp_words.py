"""What hints, eras and sizes are called on pages of MCP servers."""

from collections.abc import Iterator

import msgspec

from gatepost.model.insight import ContextCost
from gatepost.model.tool import Hint, Tool
from gatepost.model.tool_link import ToolLink

_HINTS = {
    "readOnlyHint": ("Reads only", "May change things"),
    "destructiveHint": ("May destroy", "Destroys nothing"),
    "idempotentHint": ("Safe to repeat", "Repeating may have effects"),
    "openWorldHint": ("Reaches outside systems", "Stays in its own domain"),
}
_ORIGINS = {"declared": "declared", "default": "default by specification", "not declared": "not declared"}
RISKS = {
    "reads": "reads only",
    "changes": "changes things",
    "destroys": "may destroy",
    "undeclared": "not declared",
}
"""What a tool may do, by what its server says of it; also the values of the index' filter."""


class Badge(msgspec.Struct, frozen=True):
    """A hint on the page: what it says, where that comes from, whether it is the careful answer."""

    name: str
    words: str
    origin: str
    is_calm: bool


def badges(tool: Tool) -> Iterator[Badge]:
    """Yield the hints of a tool that mean something beside each other."""
    for hint in tool.annotations.hints:
        if hint.applies:
            words = _HINTS[hint.name][0 if hint.value else 1]
            yield Badge(hint.name, words, _ORIGINS[hint.origin], _is_calm(hint))


def _is_calm(hint: Hint) -> bool:
    is_good = hint.value if hint.name in ("readOnlyHint", "idempotentHint") else not hint.value
    return is_good and hint.origin == "declared"


def risk(tool: Tool) -> str:
    """Return a key of `RISKS`; what is not declared is never taken for harmless."""
    hints = tool.annotations
    if hints.read_only.origin == "not declared":
        return "undeclared"
    if hints.read_only.value:
        return "reads"
    return "destroys" if hints.destructive.value else "changes"


def link_words(link: ToolLink) -> str:
    """Return how a tool's operation is known; empty where the author says so."""
    if link.configured:
        return ""
    if not link.arguments:
        return "matched by name"
    share = f"all {link.arguments}" if link.same == link.arguments else f"{link.same} of {link.arguments}"
    return f"matched by name and {share} {'parameter' if link.arguments == 1 else 'parameters'}"


def cost_words(cost: ContextCost) -> str:
    """Return `1.2 kB, 310 tokens (bpe-openai o200k_base)`."""
    tokens = f", {cost.tokens:,} tokens ({cost.tokenizer})" if cost.tokens is not None else ""
    return size(cost.bytes) + tokens


def size(count: int) -> str:
    """Return a number of bytes in words."""
    if count < 1000:
        return f"{count} bytes" if count != 1 else "1 byte"
    return f"{count / 1000:.1f} kB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"
