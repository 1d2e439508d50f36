"""An operation has another method or path."""

from collections.abc import Iterator

from gatepost.diff.pairs import OperationPair
from gatepost.diff.rule import Found, Rule, code


def _check(pair: OperationPair) -> Iterator[Found]:
    if pair.moved and pair.both:
        old, new = pair.both
        noun = "webhook" if new.webhook else "operation"
        yield Found(
            f"{code(old.name)} is now {code(new.name)}.", old.name, new.name, rule=f"{noun}-moved", origin=old.address
        )


RULE = Rule("operation-moved", "breaking", OperationPair, _check)
