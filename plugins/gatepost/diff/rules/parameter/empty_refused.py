"""A parameter may no longer be empty."""

from collections.abc import Iterator

from gatepost.diff.pairs import ParameterPair
from gatepost.diff.rule import Found, Rule, code


def _check(pair: ParameterPair) -> Iterator[Found]:
    if pair.both and pair.both[0].allow_empty_value and not pair.both[1].allow_empty_value:
        yield Found(f"{code(pair.both[1].name)} may no longer be empty.", True, False)


RULE = Rule("parameter-empty-refused", "risky", ParameterPair, _check, "request")
