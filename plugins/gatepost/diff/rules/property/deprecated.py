"""A property is deprecated."""

from collections.abc import Iterator

from gatepost.diff.pairs import ObjectPair
from gatepost.diff.rule import Found, SchemaRule, code


def _check(pair: ObjectPair) -> Iterator[Found]:
    for old, new in pair.common:
        if pair.new_shape(new).deprecated and not pair.old_shape(old).deprecated:
            yield Found(f"{code(new.name)} is deprecated.", False, True, new.name)


RULE = SchemaRule("property-deprecated", "note", "note", ObjectPair, _check)
