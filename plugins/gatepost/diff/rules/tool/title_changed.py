"""People see a tool under another title."""

from collections.abc import Iterator

from gatepost.diff.rule import Found, Rule, code
from gatepost.diff.whole import ToolPair


def _check(pair: ToolPair) -> Iterator[Found]:
    if pair.both and pair.both[0].display_title != pair.both[1].display_title and pair.both[0].title:
        old, new = (one.display_title for one in pair.both)
        yield Found(f"People see {code(new)} now; it was {code(old)}.", old, new)


RULE = Rule("tool-title-changed", "note", ToolPair, _check)
