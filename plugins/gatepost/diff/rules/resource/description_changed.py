"""A resource is described in other words."""

from collections.abc import Iterator

from gatepost.diff.rule import Found, Rule
from gatepost.diff.whole import ResourcePair


def _check(pair: ResourcePair) -> Iterator[Found]:
    if pair.both and pair.both[0].description.split() != pair.both[1].description.split():
        yield Found("It is described in other words.", pair.both[0].description, pair.both[1].description)


RULE = Rule("resource-description-changed", "note", ResourcePair, _check)
