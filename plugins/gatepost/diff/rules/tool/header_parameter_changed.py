"""An argument is also sent in a header, or no longer."""

from collections.abc import Iterator

from gatepost.diff.rule import Found, Rule
from gatepost.diff.whole import ToolPair


def _check(pair: ToolPair) -> Iterator[Found]:
    if pair.both and set(pair.both[0].header_parameters) != set(pair.both[1].header_parameters):
        old, new = (sorted(f"{path} in {header}" for path, header in one.header_parameters) for one in pair.both)
        yield Found("Arguments are sent in other headers.", old, new)


RULE = Rule("tool-header-parameter-changed", "breaking", ToolPair, _check, "request")
