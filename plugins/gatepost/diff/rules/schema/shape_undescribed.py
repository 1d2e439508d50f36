"""Nothing is said of a value any more."""

from collections.abc import Iterator

from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import IT, Found, SchemaRule


def _check(pair: ValuePair) -> Iterator[Found]:
    if pair.new.is_open and not pair.old.is_open:
        yield Found(f"It is no longer documented what {IT} holds.")


RULE = SchemaRule("shape-undescribed", "note", "risky", ValuePair, _check)
