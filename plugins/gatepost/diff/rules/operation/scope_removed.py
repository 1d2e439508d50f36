"""A way to authenticate needs a scope less."""

from collections.abc import Iterator

from gatepost.diff.pairs import OperationPair
from gatepost.diff.rule import Found, Rule, code
from gatepost.diff.security import scopes_removed


def _check(pair: OperationPair) -> Iterator[Found]:
    for scheme, scope in scopes_removed(pair):
        yield Found(f"{code(scheme)} no longer needs the scope {code(scope)}.", scope, None)


RULE = Rule("operation-scope-removed", "safe", OperationPair, _check, "request")
