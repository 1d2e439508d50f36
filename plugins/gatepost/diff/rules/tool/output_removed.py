"""A tool no longer says what it returns."""

from collections.abc import Iterator

from gatepost.diff.rule import Found, Rule
from gatepost.diff.whole import ToolPair


def _check(pair: ToolPair) -> Iterator[Found]:
    if pair.both and pair.both[0].output_schema is not None and pair.both[1].output_schema is None:
        yield Found("The tool no longer says what it returns: structured results may be gone.")


RULE = Rule("tool-output-removed", "breaking", ToolPair, _check, "response")
