"""An operation that took a way to authenticate takes it no longer."""

from collections.abc import Iterator

from gatepost.diff.pairs import OperationPair
from gatepost.diff.rule import Found, Rule
from gatepost.diff.security import lost


def _check(pair: OperationPair) -> Iterator[Found]:
    for words in lost(pair):
        yield Found(f"{words} is no longer enough to be let in.", words, None)


RULE = Rule("operation-security-tightened", "breaking", OperationPair, _check, "request")
