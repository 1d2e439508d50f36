"""A property has another name."""

from collections.abc import Iterator

from gatepost.diff.pairs import ObjectPair
from gatepost.diff.rule import Found, SchemaRule, code


def _check(pair: ObjectPair) -> Iterator[Found]:
    for old, new in pair.renamed:
        yield Found(f"{code(old.name)} is now {code(new.name)}.", old.name, new.name, new.name)


RULE = SchemaRule("property-renamed", "breaking", "breaking", ObjectPair, _check)
