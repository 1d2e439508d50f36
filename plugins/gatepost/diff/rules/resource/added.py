"""A resource is new."""

from collections.abc import Iterator

from gatepost.diff.rule import Found, Rule, code
from gatepost.diff.whole import ResourcePair


def _check(pair: ResourcePair) -> Iterator[Found]:
    if pair.old is None and pair.new is not None:
        yield Found(f"The resource {code(pair.new.key)} is new.")


RULE = Rule("resource-added", "safe", ResourcePair, _check)
