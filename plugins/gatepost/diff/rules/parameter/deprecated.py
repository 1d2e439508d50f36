"""A parameter is deprecated."""

from collections.abc import Iterator

from gatepost.diff.pairs import ParameterPair
from gatepost.diff.rule import Found, Rule, code


def _check(pair: ParameterPair) -> Iterator[Found]:
    if pair.both and pair.both[1].deprecated and not pair.both[0].deprecated:
        yield Found(f"{code(pair.both[1].name)} is deprecated.", False, True)


RULE = Rule("parameter-deprecated", "note", ParameterPair, _check, "request")
