"""A request has no body any more."""

from collections.abc import Iterator

from gatepost.diff.pairs import BodyPair
from gatepost.diff.rule import Found, Rule


def _check(pair: BodyPair) -> Iterator[Found]:
    if pair.new is None and pair.old is not None:
        yield Found("The request no longer has a body.")


RULE = Rule("request-body-removed", "breaking", BodyPair, _check, "request")
