"""An OAuth flow has a further scope."""

from collections.abc import Iterator

from gatepost.diff.rule import Found, Rule, code
from gatepost.diff.security import scopes
from gatepost.diff.whole import SchemePair


def _check(pair: SchemePair) -> Iterator[Found]:
    if pair.both:
        for scope in sorted(scopes(pair.both[1]) - scopes(pair.both[0])):
            yield Found(f"{code(pair.both[1].name)} has the new scope {code(scope)}.", None, scope)


RULE = Rule("security-scheme-scope-added", "safe", SchemePair, _check)
