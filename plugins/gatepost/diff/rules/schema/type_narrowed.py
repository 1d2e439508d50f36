"""A value may no longer have some types."""

from collections.abc import Iterator

from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import IT, Found, SchemaRule
from gatepost.diff.types import is_wider, words


def _check(pair: ValuePair) -> Iterator[Found]:
    old, new = pair.old.types, pair.new.types
    if is_wider(new, old):
        yield Found(f"{IT} must be {words(new)}; it could be {words(old)}.", sorted(old), sorted(new))


RULE = SchemaRule("type-narrowed", "breaking", "safe", ValuePair, _check, says_property=True)
