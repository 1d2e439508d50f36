"""The gateway answers at other addresses."""

from collections.abc import Iterator

from gatepost.diff.rule import Found, Rule, values
from gatepost.diff.whole import ServersPair


def _check(pair: ServersPair) -> Iterator[Found]:
    if pair.old and pair.new and pair.gone and pair.come:
        yield Found(
            f"The gateway answers at {values(list(pair.come))} now; it was {values(list(pair.gone))}.",
            list(pair.gone),
            list(pair.come),
        )


RULE = Rule("server-changed", "risky", ServersPair, _check)
