"""Another property tells variants apart."""

from collections.abc import Iterator

from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import IT, Found, SchemaRule, code


def _check(pair: ValuePair) -> Iterator[Found]:
    old, new = pair.old.told_by, pair.new.told_by
    if old and new and old != new:
        yield Found(f"The variants of {IT} are told apart by {code(new)}; it was {code(old)}.", old, new)


RULE = SchemaRule("discriminator-changed", "breaking", "breaking", ValuePair, _check)
