"""There is a further way to authenticate."""

from collections.abc import Iterator

from gatepost.diff.rule import Found, Rule, code
from gatepost.diff.whole import SchemePair


def _check(pair: SchemePair) -> Iterator[Found]:
    if pair.old is None and pair.new is not None:
        yield Found(f"{code(pair.new.name)} is a new way to authenticate.")


RULE = Rule("security-scheme-added", "safe", SchemePair, _check)
