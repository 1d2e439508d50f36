"""A request may go without a body."""

from collections.abc import Iterator

from gatepost.diff.pairs import BodyPair
from gatepost.diff.rule import Found, Rule


def _check(pair: BodyPair) -> Iterator[Found]:
    if pair.both and pair.both[0].required and not pair.both[1].required:
        yield Found("The request may now go without a body.", True, False)


RULE = Rule("request-body-became-optional", "safe", BodyPair, _check, "request")
