"""A server can something no longer."""

from collections.abc import Iterator

from gatepost.diff.rule import Found, Rule, code
from gatepost.diff.whole import McpServerPair


def _check(pair: McpServerPair) -> Iterator[Found]:
    if pair.both:
        for gone in sorted(pair.both[0].capabilities.keys() - pair.both[1].capabilities.keys()):
            yield Found(f"It no longer has the capability {code(gone)}.", gone, None)


RULE = Rule("mcp-capability-removed", "breaking", McpServerPair, _check)
