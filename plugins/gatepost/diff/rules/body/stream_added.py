"""A body may come piece by piece."""

from collections.abc import Iterator

from gatepost.diff.pairs import MediaTypePair
from gatepost.diff.rule import Found, Rule


def _check(pair: MediaTypePair) -> Iterator[Found]:
    if pair.both and pair.both[1].stream and not pair.both[0].stream:
        yield Found("The answer can now come as a stream.", False, True, rule=f"{pair.direction}-stream-added")


RULE = Rule("stream-added", "safe", MediaTypePair, _check)
