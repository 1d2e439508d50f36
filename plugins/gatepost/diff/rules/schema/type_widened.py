"""A value may have further types."""

from collections.abc import Iterator

from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import IT, Found, SchemaRule
from gatepost.diff.types import is_wider, words


def _check(pair: ValuePair) -> Iterator[Found]:
    old, new = pair.old.types, pair.new.types
    if is_wider(old, new):
        yield Found(f"{IT} may be {words(new)}; it was {words(old)}.", sorted(old), sorted(new))


RULE = SchemaRule("type-widened", "safe", "breaking", ValuePair, _check, says_property=True)
