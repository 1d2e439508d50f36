"""A group of operations has another name."""

from collections.abc import Iterator

from gatepost.diff.rule import Found, Rule, code
from gatepost.diff.whole import TagPair


def _check(pair: TagPair) -> Iterator[Found]:
    if pair.both and pair.both[0].name != pair.both[1].name:
        old, new = (one.name for one in pair.both)
        yield Found(f"The group {code(old)} is now called {code(new)}.", old, new)


RULE = Rule("tag-renamed", "note", TagPair, _check)
