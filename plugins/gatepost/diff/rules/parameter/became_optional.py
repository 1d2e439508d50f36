"""A parameter may be left out."""

from collections.abc import Iterator

from gatepost.diff.pairs import ParameterPair
from gatepost.diff.rule import Found, Rule, code


def _check(pair: ParameterPair) -> Iterator[Found]:
    if pair.both and pair.both[0].required and not pair.both[1].required:
        yield Found(f"{code(pair.both[1].name)} may now be left out.", True, False)


RULE = Rule("parameter-became-optional", "safe", ParameterPair, _check, "request")
