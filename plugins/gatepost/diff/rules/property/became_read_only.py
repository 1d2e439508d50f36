"""A property is in answers only."""

from collections.abc import Iterator

from gatepost.diff.pairs import ObjectPair
from gatepost.diff.rule import Found, SchemaRule, code


def _check(pair: ObjectPair) -> Iterator[Found]:
    for old, new in pair.common:
        if pair.new_shape(new).read_only and not pair.old_shape(old).read_only:
            yield Found(f"{code(new.name)} can only be read.", False, True, new.name)


RULE = SchemaRule("property-became-read-only", "breaking", "note", ObjectPair, _check)
