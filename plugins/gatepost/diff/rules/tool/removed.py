"""A tool is gone."""

from collections.abc import Iterator

from gatepost.diff.rule import Found, Rule, code
from gatepost.diff.whole import ToolPair


def _check(pair: ToolPair) -> Iterator[Found]:
    if pair.new is None and pair.old is not None:
        yield Found(f"The tool {code(pair.old.name)} is gone.")


RULE = Rule("tool-removed", "breaking", ToolPair, _check)
