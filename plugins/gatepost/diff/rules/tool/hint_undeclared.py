"""A behaviour hint is not declared any more, or is for the first time; its value is the same."""

from collections.abc import Iterator

from gatepost.diff.rule import Found, Rule, code
from gatepost.diff.whole import ToolPair


def _check(pair: ToolPair) -> Iterator[Found]:
    if not pair.both:
        return
    for old, new in zip(pair.both[0].annotations.hints, pair.both[1].annotations.hints, strict=True):
        if old.value == new.value and (old.origin == "declared") != (new.origin == "declared"):
            now = "declared" if new.origin == "declared" else "no longer declared"
            yield Found(f"The hint {code(new.name)} is now {now}.", old.origin, new.origin, new.name)


RULE = Rule("tool-hint-undeclared", "note", ToolPair, _check)
