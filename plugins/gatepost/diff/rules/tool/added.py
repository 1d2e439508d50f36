"""A tool is new."""

from collections.abc import Iterator

from gatepost.diff.rule import Found, Rule, code
from gatepost.diff.whole import ToolPair


def _check(pair: ToolPair) -> Iterator[Found]:
    if pair.old is None and pair.new is not None:
        yield Found(f"The tool {code(pair.new.name)} is new.")


RULE = Rule("tool-added", "safe", ToolPair, _check)
