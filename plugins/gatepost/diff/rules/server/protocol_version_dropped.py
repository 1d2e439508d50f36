"""A server no longer speaks a version of the protocol."""

from collections.abc import Iterator

from gatepost.diff.rule import Found, Rule, code
from gatepost.diff.whole import McpServerPair


def _check(pair: McpServerPair) -> Iterator[Found]:
    if pair.both:
        old, new = (one.protocol_versions for one in pair.both)
        for gone in old:
            if new and gone not in new:
                yield Found(
                    f"It no longer speaks MCP {code(gone)}.", gone, None, severity="note" if len(old) == 1 else None
                )


RULE = Rule("mcp-protocol-version-dropped", "breaking", McpServerPair, _check)
