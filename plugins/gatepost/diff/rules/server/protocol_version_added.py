"""A server speaks a further version of the protocol."""

from collections.abc import Iterator

from gatepost.diff.rule import Found, Rule, code
from gatepost.diff.whole import McpServerPair


def _check(pair: McpServerPair) -> Iterator[Found]:
    if pair.both:
        old, new = (one.protocol_versions for one in pair.both)
        for come in new:
            if old and come not in old:
                yield Found(f"It now speaks MCP {code(come)}.", None, come)


RULE = Rule("mcp-protocol-version-added", "safe", McpServerPair, _check)
