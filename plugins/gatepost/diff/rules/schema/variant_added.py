"""A value may take a further form."""

from collections.abc import Iterator

from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import IT, Found, SchemaRule, code


def _check(pair: ValuePair) -> Iterator[Found]:
    for label in pair.variants_added:
        yield Found(f"{IT} may now also be {code(label)}.", None, label)


RULE = SchemaRule("variant-added", "safe", "risky", ValuePair, _check)
