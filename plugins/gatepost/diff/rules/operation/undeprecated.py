"""An operation is deprecated no longer."""

from collections.abc import Iterator

from gatepost.diff.naming import name_of
from gatepost.diff.pairs import OperationPair
from gatepost.diff.rule import Found, Rule


def _check(pair: OperationPair) -> Iterator[Found]:
    if pair.both and pair.both[0].deprecated and not pair.both[1].deprecated:
        yield Found(f"{name_of(pair.both[1])} is no longer deprecated.", True, False)


RULE = Rule("operation-undeprecated", "note", OperationPair, _check)
