"""A list of permitted values has fewer of them."""

from collections.abc import Iterator

from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import IT, Found, SchemaRule, values


def _check(pair: ValuePair) -> Iterator[Found]:
    old, new = pair.old.enum, pair.new.enum
    gone = [one for one in old if one not in new]
    if new and gone:
        yield Found(f"{IT} can no longer be {values(gone)}.", list(old), list(new))


RULE = SchemaRule("enum-narrowed", "breaking", "safe", ValuePair, _check)
