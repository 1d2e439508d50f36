"""An operation is described in other words."""

from collections.abc import Iterator

from gatepost.diff.naming import excerpts, spoken
from gatepost.diff.pairs import OperationPair
from gatepost.diff.rule import Found, Rule


def _check(pair: OperationPair) -> Iterator[Found]:
    if not pair.both:
        return
    old, new = (f"{one.summary} {one.description}" for one in pair.both)
    if old.strip() and spoken(old) != spoken(new):
        yield Found("It is described in other words.", *excerpts(old, new))


RULE = Rule("operation-description-changed", "note", OperationPair, _check)
