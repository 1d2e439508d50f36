"""There is no default any more."""

from collections.abc import Iterator

from msgspec import UNSET

from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import IT, Found, SchemaRule, value


def _check(pair: ValuePair) -> Iterator[Found]:
    if pair.old.default is not UNSET and pair.old.default is not None and pair.new.default is UNSET:
        yield Found(f"{IT} no longer has a default; it was {value(pair.old.default)}.", pair.old.default, None)


RULE = SchemaRule("default-removed", "risky", "note", ValuePair, _check)
