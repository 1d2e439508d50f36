"""An OAuth flow has a scope less."""

from collections.abc import Iterator

from gatepost.diff.rule import Found, Rule, code
from gatepost.diff.security import scopes
from gatepost.diff.whole import SchemePair


def _check(pair: SchemePair) -> Iterator[Found]:
    if pair.both:
        for scope in sorted(scopes(pair.both[0]) - scopes(pair.both[1])):
            yield Found(f"{code(pair.both[1].name)} no longer has the scope {code(scope)}.", scope, None)


RULE = Rule("security-scheme-scope-removed", "breaking", SchemePair, _check)
