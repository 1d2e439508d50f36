"""What counts where nothing is sent is another value."""

from collections.abc import Iterator

from msgspec import UNSET

from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import IT, Found, SchemaRule, value


def _check(pair: ValuePair) -> Iterator[Found]:
    old, new = pair.old.default, pair.new.default
    if old is not UNSET and new is not UNSET and old != new:
        yield Found(f"{IT} defaults to {value(new)}; it was {value(old)}.", old, new)


RULE = SchemaRule("default-changed", "risky", "note", ValuePair, _check)
