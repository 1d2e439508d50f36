"""A header is deprecated."""

from collections.abc import Iterator

from gatepost.diff.pairs import HeaderPair
from gatepost.diff.rule import Found, Rule, code


def _check(pair: HeaderPair) -> Iterator[Found]:
    if pair.both and pair.both[1].deprecated and not pair.both[0].deprecated:
        yield Found(f"The header {code(pair.both[1].name)} is deprecated.", False, True)


RULE = Rule("response-header-deprecated", "note", HeaderPair, _check, "response")
