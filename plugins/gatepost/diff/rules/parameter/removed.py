"""A parameter is gone."""

from collections.abc import Iterator

from gatepost.diff.pairs import ParameterPair
from gatepost.diff.rule import Found, Rule, code


def _check(pair: ParameterPair) -> Iterator[Found]:
    if pair.new is None and pair.old is not None:
        yield Found(f"The {pair.old.location} parameter {code(pair.old.name)} is gone.", pair.old.name, None)


RULE = Rule("parameter-removed", "breaking", ParameterPair, _check, "request")
