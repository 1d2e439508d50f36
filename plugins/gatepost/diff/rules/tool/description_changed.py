"""A tool is described in other words: the agent decides by them whether and how to call it."""

from collections.abc import Iterator

from gatepost.diff.rule import Found, Rule
from gatepost.diff.whole import ToolPair


def _check(pair: ToolPair) -> Iterator[Found]:
    if not pair.both:
        return
    old, new = (one.description.strip() for one in pair.both)
    if old.split() != new.split():
        yield Found(
            "The agent reads another description: it may call the tool at other times, or in another way.", old, new
        )


RULE = Rule("tool-description-changed", "risky", ToolPair, _check)
