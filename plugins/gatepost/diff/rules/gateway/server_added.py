"""The gateway answers at a further address."""

from collections.abc import Iterator

from gatepost.diff.rule import Found, Rule, values
from gatepost.diff.whole import ServersPair


def _check(pair: ServersPair) -> Iterator[Found]:
    if pair.old and pair.new and pair.come and not pair.gone:
        yield Found(f"The gateway also answers at {values(list(pair.come))}.", None, list(pair.come))


RULE = Rule("server-added", "safe", ServersPair, _check)
