"""A server tells agents other things."""

from collections.abc import Iterator

from gatepost.diff.rule import Found, Rule
from gatepost.diff.whole import McpServerPair


def _check(pair: McpServerPair) -> Iterator[Found]:
    if pair.both and pair.both[0].instructions.split() != pair.both[1].instructions.split():
        old, new = (one.instructions for one in pair.both)
        yield Found("The agent is given other instructions for this server.", old, new)


RULE = Rule("mcp-server-instructions-changed", "risky", McpServerPair, _check)
