"""An operation takes a further way to authenticate."""

from collections.abc import Iterator

from gatepost.diff.pairs import OperationPair
from gatepost.diff.rule import Found, Rule
from gatepost.diff.security import gained


def _check(pair: OperationPair) -> Iterator[Found]:
    for words in gained(pair):
        yield Found(f"{words} is now enough to be let in.", None, words)


RULE = Rule("operation-security-loosened", "safe", OperationPair, _check, "request")
