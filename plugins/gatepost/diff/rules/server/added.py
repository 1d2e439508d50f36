"""An MCP server is new."""

from collections.abc import Iterator

from gatepost.diff.rule import Found, Rule, code
from gatepost.diff.whole import McpServerPair


def _check(pair: McpServerPair) -> Iterator[Found]:
    if pair.old is None and pair.new is not None:
        yield Found(f"The MCP server {code(pair.new.display_title)} is new.")


RULE = Rule("mcp-server-added", "safe", McpServerPair, _check)
