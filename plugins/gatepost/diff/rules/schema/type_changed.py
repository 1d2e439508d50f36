"""A value has another type."""

from collections.abc import Iterator

from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import IT, Found, SchemaRule
from gatepost.diff.types import is_unrelated, words


def _check(pair: ValuePair) -> Iterator[Found]:
    old, new = pair.old.types, pair.new.types
    if is_unrelated(old, new):
        yield Found(f"{IT} is {words(new)}; it was {words(old)}.", sorted(old), sorted(new))


RULE = SchemaRule("type-changed", "breaking", "breaking", ValuePair, _check, says_property=True)
