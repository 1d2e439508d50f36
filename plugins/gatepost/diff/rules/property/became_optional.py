"""A property may be absent now."""

from collections.abc import Iterator

from gatepost.diff.pairs import ObjectPair
from gatepost.diff.rule import Found, SchemaRule, code


def _check(pair: ObjectPair) -> Iterator[Found]:
    for old, new in pair.common:
        if old.required and not new.required:
            yield Found(f"{code(new.name)} is no longer required.", True, False, new.name)


RULE = SchemaRule("property-became-optional", "safe", "breaking", ObjectPair, _check)
