"""An operation is described in other words."""

from collections.abc import Iterator

from gatepost.diff.naming import LONGEST
from gatepost.diff.pairs import OperationPair
from gatepost.diff.rule import Found, Rule


def _check(pair: OperationPair) -> Iterator[Found]:
    if not pair.both:
        return
    old, new = (" ".join(f"{one.summary} {one.description}".split()) for one in pair.both)
    if old and old != new:
        yield Found("It is described in other words.", old[:LONGEST], new[:LONGEST])


RULE = Rule("operation-description-changed", "note", OperationPair, _check)
