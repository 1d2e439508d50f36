"""A parameter must be sent."""

from collections.abc import Iterator

from gatepost.diff.pairs import ParameterPair
from gatepost.diff.rule import Found, Rule, code


def _check(pair: ParameterPair) -> Iterator[Found]:
    if pair.both and pair.both[1].required and not pair.both[0].required:
        yield Found(f"{code(pair.both[1].name)} must now be sent.", False, True)


RULE = Rule("parameter-became-required", "breaking", ParameterPair, _check, "request")
