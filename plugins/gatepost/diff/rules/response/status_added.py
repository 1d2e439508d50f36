"""An answer with a further status."""

from collections.abc import Iterator

from gatepost.diff.naming import plain
from gatepost.diff.pairs import ResponsePair
from gatepost.diff.rule import Found, Rule, code


def _check(pair: ResponsePair) -> Iterator[Found]:
    if pair.old is None and pair.new is not None:
        yield Found(f"It may now answer {code(pair.new.status)}{_said(pair.new.description)}.", None, pair.new.status)


def _said(description: str) -> str:
    words = plain(description)
    return f": {words}" if words else ""


RULE = Rule("response-status-added", "risky", ResponsePair, _check, "response")
