"""A body may have a further media type."""

from collections.abc import Iterator

from gatepost.diff.pairs import MediaTypePair
from gatepost.diff.rule import Found, Rule, code


def _check(pair: MediaTypePair) -> Iterator[Found]:
    if pair.old is None and pair.new is not None:
        way = "sent" if pair.direction == "request" else "answered"
        yield Found(
            f"The body may now be {way} as {code(pair.new.name)}.",
            None,
            pair.new.name,
            rule=f"{pair.direction}-media-type-added",
        )


RULE = Rule("media-type-added", "safe", MediaTypePair, _check)
