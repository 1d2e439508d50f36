"""A request may have a body."""

from collections.abc import Iterator

from gatepost.diff.pairs import BodyPair
from gatepost.diff.rule import Found, Rule


def _check(pair: BodyPair) -> Iterator[Found]:
    if pair.old is None and pair.new is not None:
        if pair.new.required:
            yield Found("The request must now have a body.", rule="request-body-required", severity="breaking")
        else:
            yield Found("The request may now have a body.")


RULE = Rule("request-body-added", "safe", BodyPair, _check, "request")
