"""Text must match another pattern."""

from collections.abc import Iterator

from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import IT, Found, SchemaRule, code


def _check(pair: ValuePair) -> Iterator[Found]:
    old, new = pair.old.pattern, pair.new.pattern
    if old and new and old != new:
        yield Found(f"{IT} must match {code(new)}; it was {code(old)}.", old, new)


RULE = SchemaRule("pattern-changed", "risky", "risky", ValuePair, _check)
