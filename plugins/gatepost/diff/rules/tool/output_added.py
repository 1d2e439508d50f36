"""A tool says what it returns."""

from collections.abc import Iterator

from gatepost.diff.rule import Found, Rule
from gatepost.diff.whole import ToolPair


def _check(pair: ToolPair) -> Iterator[Found]:
    if pair.both and pair.both[0].output_schema is None and pair.both[1].output_schema is not None:
        yield Found("The tool now says what it returns.")


RULE = Rule("tool-output-added", "safe", ToolPair, _check, "response")
