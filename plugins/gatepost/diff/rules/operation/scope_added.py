"""A way to authenticate needs a further scope."""

from collections.abc import Iterator

from gatepost.diff.pairs import OperationPair
from gatepost.diff.rule import Found, Rule, code
from gatepost.diff.security import scopes_added


def _check(pair: OperationPair) -> Iterator[Found]:
    for scheme, scope in scopes_added(pair):
        yield Found(f"{code(scheme)} now needs the scope {code(scope)}.", None, scope)


RULE = Rule("operation-scope-added", "breaking", OperationPair, _check, "request")
