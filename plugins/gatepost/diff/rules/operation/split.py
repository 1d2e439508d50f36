"""What one operation did is now done by several."""

from collections.abc import Iterator

from gatepost.diff.pairs import OperationPair
from gatepost.diff.rule import Found, Rule, code, values


def _check(pair: OperationPair) -> Iterator[Found]:
    if pair.old is not None and pair.pieces:
        listed = values([one.name for one in pair.pieces])
        yield Found(
            f"{code(pair.old.name)} seems to be split into {listed}.",
            pair.old.name,
            [one.name for one in pair.pieces],
            replacement=pair.pieces[0].address,
        )


RULE = Rule("operation-split", "breaking", OperationPair, _check)
