"""A property is in requests only."""

from collections.abc import Iterator

from gatepost.diff.pairs import ObjectPair
from gatepost.diff.rule import Found, SchemaRule, code


def _check(pair: ObjectPair) -> Iterator[Found]:
    for old, new in pair.common:
        if pair.new_shape(new).write_only and not pair.old_shape(old).write_only:
            yield Found(f"{code(new.name)} can only be written.", False, True, new.name)


RULE = SchemaRule("property-became-write-only", "note", "breaking", ObjectPair, _check)
