"""A value can be null no longer."""

from collections.abc import Iterator

from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import IT, Found, SchemaRule


def _check(pair: ValuePair) -> Iterator[Found]:
    if pair.old.nullable and not pair.new.nullable and not pair.new.is_open:
        yield Found(f"{IT} can no longer be null.", True, False)


RULE = SchemaRule("became-not-nullable", "breaking", "safe", ValuePair, _check, says_property=True)
