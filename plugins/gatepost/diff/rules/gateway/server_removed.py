"""The gateway no longer answers at an address."""

from collections.abc import Iterator

from gatepost.diff.rule import Found, Rule, values
from gatepost.diff.whole import ServersPair


def _check(pair: ServersPair) -> Iterator[Found]:
    if pair.old and pair.new and pair.gone and not pair.come:
        yield Found(f"The gateway no longer answers at {values(list(pair.gone))}.", list(pair.gone), None)


RULE = Rule("server-removed", "breaking", ServersPair, _check)
