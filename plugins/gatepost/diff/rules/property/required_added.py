"""An object needs one more property."""

from collections.abc import Iterator

from gatepost.diff.pairs import ObjectPair
from gatepost.diff.rule import Found, SchemaRule, code


def _check(pair: ObjectPair) -> Iterator[Found]:
    for one in pair.added:
        if one.required and pair.is_request:
            yield Found(f"{code(one.name)} is new and must be sent.", part=one.name)


RULE = SchemaRule("required-property-added", "breaking", "safe", ObjectPair, _check)
