"""A property must be there now."""

from collections.abc import Iterator

from gatepost.diff.pairs import ObjectPair
from gatepost.diff.rule import Found, SchemaRule, code


def _check(pair: ObjectPair) -> Iterator[Found]:
    for old, new in pair.common:
        if new.required and not old.required:
            yield Found(f"{code(new.name)} is now required.", False, True, new.name)


RULE = SchemaRule("property-became-required", "breaking", "safe", ObjectPair, _check)
