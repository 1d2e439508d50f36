"""A value that is always the same is another one."""

from collections.abc import Iterator

from msgspec import UNSET

from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import IT, Found, SchemaRule, value


def _check(pair: ValuePair) -> Iterator[Found]:
    old, new = pair.old.const, pair.new.const
    if old is not UNSET and new is not UNSET and old != new:
        yield Found(f"{IT} is always {value(new)}; it was {value(old)}.", old, new)


RULE = SchemaRule("const-changed", "breaking", "breaking", ValuePair, _check)
