"""An operation stands in another group."""

from collections.abc import Iterator

from gatepost.diff.pairs import OperationPair
from gatepost.diff.rule import Found, Rule, values


def _check(pair: OperationPair) -> Iterator[Found]:
    if pair.both and set(pair.both[0].tags) != set(pair.both[1].tags):
        old, new = pair.both
        listed = values(list(new.tags)) or "no group"
        yield Found(
            f"It is in {listed} now; it was in {values(list(old.tags)) or 'no group'}.", list(old.tags), list(new.tags)
        )


RULE = Rule("operation-tags-changed", "note", OperationPair, _check)
