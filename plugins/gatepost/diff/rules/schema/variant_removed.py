"""A value may no longer take one of its forms."""

from collections.abc import Iterator

from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import IT, Found, SchemaRule, code


def _check(pair: ValuePair) -> Iterator[Found]:
    for label in pair.variants_removed:
        yield Found(f"{IT} can no longer be {code(label)}.", label, None)


RULE = SchemaRule("variant-removed", "breaking", "safe", ValuePair, _check)
