"""Text must match a pattern now."""

from collections.abc import Iterator

from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import IT, Found, SchemaRule, code


def _check(pair: ValuePair) -> Iterator[Found]:
    if pair.new.pattern and not pair.old.pattern and not pair.old.is_open:
        yield Found(f"{IT} must now match {code(pair.new.pattern)}.", None, pair.new.pattern)


RULE = SchemaRule("pattern-introduced", "breaking", "safe", ValuePair, _check)
