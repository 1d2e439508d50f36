"""A property is deprecated no longer."""

from collections.abc import Iterator

from gatepost.diff.pairs import ObjectPair
from gatepost.diff.rule import Found, SchemaRule, code


def _check(pair: ObjectPair) -> Iterator[Found]:
    for old, new in pair.common:
        if pair.old_shape(old).deprecated and not pair.new_shape(new).deprecated:
            yield Found(f"{code(new.name)} is no longer deprecated.", True, False, new.name)


RULE = SchemaRule("property-undeprecated", "note", "note", ObjectPair, _check)
