"""A number must be a multiple of another one."""

from collections.abc import Iterator

from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import IT, Found, SchemaRule


def _check(pair: ValuePair) -> Iterator[Found]:
    old, new = pair.old.multiple_of, pair.new.multiple_of
    if new is not None and old != new:
        yield Found(f"{IT} must be a multiple of {new}; " + (f"it was {old}." if old else "it was free."), old, new)


RULE = SchemaRule("multiple-of-changed", "breaking", "risky", ValuePair, _check)
