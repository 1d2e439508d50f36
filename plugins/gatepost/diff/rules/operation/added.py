"""An operation is new."""

from collections.abc import Iterator

from gatepost.diff.naming import name_of
from gatepost.diff.pairs import OperationPair
from gatepost.diff.rule import Found, Rule


def _check(pair: OperationPair) -> Iterator[Found]:
    if pair.new is not None and pair.old is None:
        noun = "webhook" if pair.new.webhook else "operation"
        yield Found(f"The {noun} {name_of(pair.new)} is new.", rule=f"{noun}-added")


RULE = Rule("operation-added", "safe", OperationPair, _check)
