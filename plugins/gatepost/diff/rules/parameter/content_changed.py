"""A parameter is written as another media type."""

from collections.abc import Iterator

from gatepost.diff.pairs import ParameterPair
from gatepost.diff.rule import Found, Rule, code


def _check(pair: ParameterPair) -> Iterator[Found]:
    if not pair.both:
        return
    old, new = (one.content.name if one.content else "plain" for one in pair.both)
    if old != new:
        yield Found(f"{code(pair.both[1].name)} is written as {code(new)} now; it was {code(old)}.", old, new)


RULE = Rule("parameter-content-changed", "breaking", ParameterPair, _check, "request")
