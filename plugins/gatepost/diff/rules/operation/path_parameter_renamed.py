"""A parameter of a path has another name; requests look the same."""

from collections.abc import Iterator

from gatepost.diff.pairs import OperationPair
from gatepost.diff.rule import Found, Rule, code


def _check(pair: OperationPair) -> Iterator[Found]:
    for old, new in pair.parameter_names:
        yield Found(
            f"The path parameter {code(old)} is now called {code(new)}; requests look the same.",
            old,
            new,
            new,
            origin=pair.old.address if pair.old else None,
            place="path",
        )


RULE = Rule("path-parameter-renamed", "safe", OperationPair, _check, "request")
