"""Credentials are shown otherwise."""

from collections.abc import Iterator

from gatepost.diff.rule import Found, Rule, code
from gatepost.diff.security import way
from gatepost.diff.whole import SchemePair


def _check(pair: SchemePair) -> Iterator[Found]:
    if pair.both and way(pair.both[0]) != way(pair.both[1]):
        old, new = map(way, pair.both)
        yield Found(f"{code(pair.both[1].name)} is shown as {new} now; it was {old}.", old, new)


RULE = Rule("security-scheme-changed", "breaking", SchemePair, _check)
