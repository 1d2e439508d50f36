"""A resource has another media type."""

from collections.abc import Iterator

from gatepost.diff.rule import Found, Rule, code
from gatepost.diff.whole import ResourcePair


def _check(pair: ResourcePair) -> Iterator[Found]:
    if pair.both and pair.both[0].mime_type != pair.both[1].mime_type and pair.both[0].mime_type:
        old, new = (one.mime_type or "unknown" for one in pair.both)
        yield Found(f"It is {code(new)} now; it was {code(old)}.", old, new)


RULE = Rule("resource-mime-type-changed", "breaking", ResourcePair, _check, "response")
