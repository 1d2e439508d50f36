"""An MCP server is gone."""

from collections.abc import Iterator

from gatepost.diff.rule import Found, Rule, code
from gatepost.diff.whole import McpServerPair


def _check(pair: McpServerPair) -> Iterator[Found]:
    if pair.new is None and pair.old is not None:
        yield Found(f"The MCP server {code(pair.old.display_title)} is gone.")


RULE = Rule("mcp-server-removed", "breaking", McpServerPair, _check)
