"""An object has one property less."""

from collections.abc import Iterator

from gatepost.diff.pairs import ObjectPair
from gatepost.diff.rule import Found, SchemaRule, code


def _check(pair: ObjectPair) -> Iterator[Found]:
    for one in pair.removed:
        yield Found(f"{code(one.name)} is gone.", part=one.name)


RULE = SchemaRule("property-removed", "risky", "breaking", ObjectPair, _check)
