"""A resource is gone."""

from collections.abc import Iterator

from gatepost.diff.rule import Found, Rule, code
from gatepost.diff.whole import ResourcePair


def _check(pair: ResourcePair) -> Iterator[Found]:
    if pair.new is None and pair.old is not None:
        yield Found(f"The resource {code(pair.old.key)} is gone.")


RULE = Rule("resource-removed", "breaking", ResourcePair, _check)
