"""A parameter is new and must be sent."""

from collections.abc import Iterator

from gatepost.diff.pairs import ParameterPair
from gatepost.diff.rule import Found, Rule, code


def _check(pair: ParameterPair) -> Iterator[Found]:
    if pair.old is None and pair.new is not None and pair.new.required:
        yield Found(f"The {pair.new.location} parameter {code(pair.new.name)} is new and must be sent.")


RULE = Rule("required-parameter-added", "breaking", ParameterPair, _check, "request")
