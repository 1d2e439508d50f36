"""An operation answers at an address of its own."""

from collections.abc import Iterator

from gatepost.diff.pairs import OperationPair
from gatepost.diff.rule import Found, Rule, values


def _check(pair: OperationPair) -> Iterator[Found]:
    if not pair.both:
        return
    old, new = ([server.url for server in one.servers] for one in pair.both)
    if old != new:
        yield Found(
            f"It answers at {values(new) or 'the usual address'} now; it was {values(old) or 'the usual one'}.",
            old,
            new,
        )


RULE = Rule("operation-server-changed", "risky", OperationPair, _check)
