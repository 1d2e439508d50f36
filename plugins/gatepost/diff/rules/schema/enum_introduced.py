"""A value that was free must be one of a list."""

from collections.abc import Iterator

from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import IT, Found, SchemaRule, values


def _check(pair: ValuePair) -> Iterator[Found]:
    new = pair.new.enum
    if (
        new
        and not pair.old.enum
        and not pair.old.is_open
        and not set(map(repr, (pair.old.const,))) >= set(map(repr, new))
    ):
        yield Found(f"{IT} must now be one of {values(list(new))}.", None, list(new))


RULE = SchemaRule("enum-introduced", "breaking", "safe", ValuePair, _check)
