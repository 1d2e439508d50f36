"""A header need not be in the answer any more."""

from collections.abc import Iterator

from gatepost.diff.pairs import HeaderPair
from gatepost.diff.rule import Found, Rule, code


def _check(pair: HeaderPair) -> Iterator[Found]:
    if pair.both and pair.both[0].required and not pair.both[1].required:
        yield Found(f"The header {code(pair.both[1].name)} may be absent from the answer.", True, False)


RULE = Rule("response-header-became-optional", "risky", HeaderPair, _check, "response")
