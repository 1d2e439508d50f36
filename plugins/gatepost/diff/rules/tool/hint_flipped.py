"""A behaviour hint says the opposite: clients that go by it ask people at other times."""

from collections.abc import Iterator

from gatepost.diff.rule import Found, Rule, code, value
from gatepost.diff.whole import ToolPair, more_dangerous


def _check(pair: ToolPair) -> Iterator[Found]:
    if not pair.both:
        return
    for old, new in zip(pair.both[0].annotations.hints, pair.both[1].annotations.hints, strict=True):
        if old.value != new.value:
            yield Found(
                f"The hint {code(new.name)} is {value(new.value)} now; it was {value(old.value)}.",
                old.value,
                new.value,
                new.name,
                severity=None if more_dangerous(new) else "note",
            )


RULE = Rule("tool-hint-flipped", "risky", ToolPair, _check)
