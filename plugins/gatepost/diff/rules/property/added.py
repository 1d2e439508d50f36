"""An object has one more property."""

from collections.abc import Iterator

from gatepost.diff.pairs import ObjectPair
from gatepost.diff.rule import Found, SchemaRule, code


def _check(pair: ObjectPair) -> Iterator[Found]:
    for one in pair.added:
        if not (one.required and pair.is_request):
            yield Found(f"{code(one.name)} is new.", part=one.name)


RULE = SchemaRule("property-added", "safe", "safe", ObjectPair, _check)
