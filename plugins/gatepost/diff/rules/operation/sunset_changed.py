"""A deprecated operation ends on another day; on an earlier one callers have less time."""

from collections.abc import Iterator

from gatepost.diff.naming import name_of
from gatepost.diff.pairs import OperationPair
from gatepost.diff.rule import Found, Rule


def _check(pair: OperationPair) -> Iterator[Found]:
    if not pair.both:
        return
    old, new = pair.both
    if old.deprecated and new.deprecated and old.sunset != new.sunset:
        now = f"now ends on {new.sunset}" if new.sunset else "has no date of its end any more"
        was = f"; it was {old.sunset}" if old.sunset else ""
        later = not new.sunset or bool(old.sunset and new.sunset > old.sunset)
        yield Found(
            f"{name_of(new)} {now}{was}.",
            old.sunset or None,
            new.sunset or None,
            severity="note" if later else "risky",
            sunset=new.sunset,
        )


RULE = Rule("operation-sunset-changed", "risky", OperationPair, _check)
