"""The gateway calls back no longer."""

from collections.abc import Iterator

from gatepost.diff.pairs import OperationPair
from gatepost.diff.rule import Found, Rule, code


def _check(pair: OperationPair) -> Iterator[Found]:
    if pair.both:
        known = {one.name for one in pair.both[1].callbacks}
        for one in pair.both[0].callbacks:
            if one.name not in known:
                yield Found(f"The callback {code(one.name)} is gone.", one.name, None)


RULE = Rule("callback-removed", "breaking", OperationPair, _check)
