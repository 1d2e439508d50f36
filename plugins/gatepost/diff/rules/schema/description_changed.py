"""A value is described in other words."""

from collections.abc import Iterator

from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import IT, Found, SchemaRule


def _check(pair: ValuePair) -> Iterator[Found]:
    old, new = pair.old.description.split(), pair.new.description.split()
    if pair.reads_words and old != new and old:
        yield Found(f"{IT} is described in other words.", pair.old.description, pair.new.description)


RULE = SchemaRule("description-changed", "note", "note", ValuePair, _check)
