"""A default is given where there was none."""

from collections.abc import Iterator

from msgspec import UNSET

from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import IT, Found, SchemaRule, value


def _check(pair: ValuePair) -> Iterator[Found]:
    if pair.old.default is UNSET and pair.new.default is not UNSET and pair.new.default is not None:
        yield Found(f"{IT} now defaults to {value(pair.new.default)}.", None, pair.new.default)


RULE = SchemaRule("default-added", "note", "note", ValuePair, _check)
