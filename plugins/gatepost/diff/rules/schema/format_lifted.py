"""Text or a number has no format any more."""

from collections.abc import Iterator

from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import IT, Found, SchemaRule, code


def _check(pair: ValuePair) -> Iterator[Found]:
    if pair.old.format and not pair.new.format and not pair.new.is_open and pair.old.types == pair.new.types:
        yield Found(f"{IT} no longer has the format {code(pair.old.format)}.", pair.old.format, None)


RULE = SchemaRule("format-lifted", "safe", "risky", ValuePair, _check)
