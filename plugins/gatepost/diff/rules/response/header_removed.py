"""An answer has a header less."""

from collections.abc import Iterator

from gatepost.diff.pairs import HeaderPair
from gatepost.diff.rule import Found, Rule, code


def _check(pair: HeaderPair) -> Iterator[Found]:
    if pair.new is None and pair.old is not None:
        yield Found(
            f"The header {code(pair.old.name)} is gone from the answer.",
            pair.old.name,
            None,
            severity="breaking" if pair.old.required else None,
        )


RULE = Rule("response-header-removed", "risky", HeaderPair, _check, "response")
