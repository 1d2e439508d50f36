"""A list of permitted values has more of them."""

from collections.abc import Iterator

from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import IT, Found, SchemaRule, values


def _check(pair: ValuePair) -> Iterator[Found]:
    old, new = pair.old.enum, pair.new.enum
    added = [one for one in new if one not in old]
    if old and added:
        yield Found(f"{IT} may now also be {values(added)}.", list(old), list(new))


RULE = SchemaRule("enum-widened", "safe", "risky", ValuePair, _check)
