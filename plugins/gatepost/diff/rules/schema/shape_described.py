"""A value of which nothing was said is described now."""

from collections.abc import Iterator

from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import IT, Found, SchemaRule


def _check(pair: ValuePair) -> Iterator[Found]:
    if pair.old.is_open and not pair.new.is_open:
        yield Found(f"It is now documented what {IT} holds.")


RULE = SchemaRule("shape-described", "note", "note", ValuePair, _check)
