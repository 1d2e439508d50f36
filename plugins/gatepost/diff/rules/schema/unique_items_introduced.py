"""The items of a list must differ now."""

from collections.abc import Iterator

from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import IT, Found, SchemaRule


def _check(pair: ValuePair) -> Iterator[Found]:
    if pair.new.unique_items and not pair.old.unique_items:
        yield Found(f"The items of {IT} must now differ from each other.", False, True)


RULE = SchemaRule("unique-items-introduced", "breaking", "safe", ValuePair, _check)
