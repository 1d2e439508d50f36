"""Text need not match a pattern any more."""

from collections.abc import Iterator

from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import IT, Found, SchemaRule, code


def _check(pair: ValuePair) -> Iterator[Found]:
    if pair.old.pattern and not pair.new.pattern and not pair.new.is_open:
        yield Found(f"{IT} need no longer match {code(pair.old.pattern)}.", pair.old.pattern, None)


RULE = SchemaRule("pattern-lifted", "safe", "risky", ValuePair, _check)
