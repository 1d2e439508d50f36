"""A server can something more."""

from collections.abc import Iterator

from gatepost.diff.rule import Found, Rule, code
from gatepost.diff.whole import McpServerPair


def _check(pair: McpServerPair) -> Iterator[Found]:
    if pair.both:
        for come in sorted(pair.both[1].capabilities.keys() - pair.both[0].capabilities.keys()):
            yield Found(f"It now has the capability {code(come)}.", None, come)


RULE = Rule("mcp-capability-added", "safe", McpServerPair, _check)
