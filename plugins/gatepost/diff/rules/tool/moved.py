"""A tool has another name."""

from collections.abc import Iterator

from gatepost.diff.rule import Found, Rule, code
from gatepost.diff.whole import ToolPair


def _check(pair: ToolPair) -> Iterator[Found]:
    if pair.both and pair.both[0].key != pair.both[1].key:
        old, new = pair.both
        yield Found(
            f"The tool {code(old.name)} is now called {code(new.name)}.", old.name, new.name, origin=old.address
        )


RULE = Rule("tool-moved", "breaking", ToolPair, _check)
