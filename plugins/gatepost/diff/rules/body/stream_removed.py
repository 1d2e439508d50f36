"""A body comes piece by piece no longer."""

from collections.abc import Iterator

from gatepost.diff.pairs import MediaTypePair
from gatepost.diff.rule import Found, Rule


def _check(pair: MediaTypePair) -> Iterator[Found]:
    if pair.both and pair.both[0].stream and not pair.both[1].stream:
        yield Found("The answer no longer comes as a stream.", True, False, rule=f"{pair.direction}-stream-removed")


RULE = Rule("stream-removed", "breaking", MediaTypePair, _check)
