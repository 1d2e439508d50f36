"""What several operations did is now done by one."""

from collections.abc import Iterator

from gatepost.diff.pairs import OperationPair
from gatepost.diff.rule import Found, Rule, code, values


def _check(pair: OperationPair) -> Iterator[Found]:
    if pair.new is not None and pair.sources:
        listed = values([one.name for one in pair.sources])
        yield Found(
            f"{code(pair.new.name)} seems to take the place of {listed}.",
            [one.name for one in pair.sources],
            pair.new.name,
        )


RULE = Rule("operation-merged", "breaking", OperationPair, _check)
