"""A parameter is deprecated no longer."""

from collections.abc import Iterator

from gatepost.diff.pairs import ParameterPair
from gatepost.diff.rule import Found, Rule, code


def _check(pair: ParameterPair) -> Iterator[Found]:
    if pair.both and pair.both[0].deprecated and not pair.both[1].deprecated:
        yield Found(f"{code(pair.both[1].name)} is no longer deprecated.", True, False)


RULE = Rule("parameter-undeprecated", "note", ParameterPair, _check, "request")
