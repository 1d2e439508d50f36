"""A value that was one of a list is free."""

from collections.abc import Iterator

from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import IT, Found, SchemaRule, values


def _check(pair: ValuePair) -> Iterator[Found]:
    old = pair.old.enum
    if old and not pair.new.enum and not pair.new.is_open and not (len(old) == 1 and pair.new.const == old[0]):
        yield Found(f"{IT} is no longer limited to {values(list(old))}.", list(old), None)


RULE = SchemaRule("enum-lifted", "safe", "risky", ValuePair, _check)
