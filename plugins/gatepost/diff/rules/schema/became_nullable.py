"""A value can be null now."""

from collections.abc import Iterator

from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import IT, Found, SchemaRule


def _check(pair: ValuePair) -> Iterator[Found]:
    if pair.new.nullable and not pair.old.nullable and not pair.old.is_open:
        yield Found(f"{IT} can now be null.", False, True)


RULE = SchemaRule("became-nullable", "safe", "breaking", ValuePair, _check, says_property=True)
