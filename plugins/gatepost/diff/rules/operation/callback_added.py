"""The gateway may call back."""

from collections.abc import Iterator

from gatepost.diff.pairs import OperationPair
from gatepost.diff.rule import Found, Rule, code


def _check(pair: OperationPair) -> Iterator[Found]:
    if pair.both:
        known = {one.name for one in pair.both[0].callbacks}
        for one in pair.both[1].callbacks:
            if one.name not in known:
                yield Found(f"The callback {code(one.name)} is new.", None, one.name)


RULE = Rule("callback-added", "safe", OperationPair, _check)
