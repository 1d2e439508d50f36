"""A body may no longer have a media type."""

from collections.abc import Iterator

from gatepost.diff.pairs import MediaTypePair
from gatepost.diff.rule import Found, Rule, code


def _check(pair: MediaTypePair) -> Iterator[Found]:
    if pair.new is None and pair.old is not None:
        way = "sent" if pair.direction == "request" else "answered"
        yield Found(
            f"The body is no longer {way} as {code(pair.old.name)}.",
            pair.old.name,
            None,
            rule=f"{pair.direction}-media-type-removed",
        )


RULE = Rule("media-type-removed", "breaking", MediaTypePair, _check)
