"""Text or a number has another format."""

from collections.abc import Iterator

from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import IT, Found, SchemaRule, code


def _check(pair: ValuePair) -> Iterator[Found]:
    old, new = pair.old.format, pair.new.format
    if old and new and old != new:
        yield Found(f"{IT} has the format {code(new)}; it was {code(old)}.", old, new)


RULE = SchemaRule("format-changed", "risky", "risky", ValuePair, _check)
