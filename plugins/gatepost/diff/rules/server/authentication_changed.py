"""A server lets callers in otherwise."""

from collections.abc import Iterator

from gatepost.diff.rule import Found, Rule
from gatepost.diff.whole import McpServerPair


def _check(pair: McpServerPair) -> Iterator[Found]:
    if pair.both:
        old, new = ((one.authentication.headers, one.authentication.authorization_servers) for one in pair.both)
        if old != new:
            yield Found("Callers authenticate in another way.", list(old), list(new))


RULE = Rule("mcp-authentication-changed", "breaking", McpServerPair, _check)
