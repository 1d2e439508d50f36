"""A request must have a body."""

from collections.abc import Iterator

from gatepost.diff.pairs import BodyPair
from gatepost.diff.rule import Found, Rule


def _check(pair: BodyPair) -> Iterator[Found]:
    if pair.both and pair.both[1].required and not pair.both[0].required:
        yield Found("The request must now have a body.", False, True)


RULE = Rule("request-body-became-required", "breaking", BodyPair, _check, "request")
