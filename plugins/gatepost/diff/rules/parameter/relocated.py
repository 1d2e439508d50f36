"""A parameter stands elsewhere in the request."""

from collections.abc import Iterator

from gatepost.diff.pairs import ParameterPair
from gatepost.diff.rule import Found, Rule, code


def _check(pair: ParameterPair) -> Iterator[Found]:
    if pair.both and pair.both[0].location != pair.both[1].location:
        old, new = pair.both
        yield Found(
            f"{code(new.name)} is a {new.location} parameter now; it was a {old.location} parameter.",
            old.location,
            new.location,
        )


RULE = Rule("parameter-relocated", "breaking", ParameterPair, _check, "request")
