"""An answer has a further header."""

from collections.abc import Iterator

from gatepost.diff.pairs import HeaderPair
from gatepost.diff.rule import Found, Rule, code


def _check(pair: HeaderPair) -> Iterator[Found]:
    if pair.old is None and pair.new is not None:
        announces = pair.new.name.lower() in ("deprecation", "sunset", "link")
        yield Found(
            f"The header {code(pair.new.name)} is new in the answer.", None, severity="note" if announces else None
        )


RULE = Rule("response-header-added", "safe", HeaderPair, _check, "response")
