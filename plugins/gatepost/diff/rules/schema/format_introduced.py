"""Text or a number has a format now."""

from collections.abc import Iterator

from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import IT, Found, SchemaRule, code


def _check(pair: ValuePair) -> Iterator[Found]:
    if pair.new.format and not pair.old.format and not pair.old.is_open and pair.old.types == pair.new.types:
        yield Found(f"{IT} now has the format {code(pair.new.format)}.", None, pair.new.format)


RULE = SchemaRule("format-introduced", "risky", "note", ValuePair, _check)
