"""An operation has another id: generated clients name the function anew."""

from collections.abc import Iterator

from gatepost.diff.pairs import OperationPair
from gatepost.diff.rule import Found, Rule, code


def _check(pair: OperationPair) -> Iterator[Found]:
    if not pair.both:
        return
    old, new = pair.both
    if old.declared_id and new.declared_id and old.id != new.id:
        yield Found(
            f"The operation id is now {code(new.id)}; it was {code(old.id)}. Generated clients name the function anew.",
            old.id,
            new.id,
        )


RULE = Rule("operation-id-changed", "risky", OperationPair, _check)
