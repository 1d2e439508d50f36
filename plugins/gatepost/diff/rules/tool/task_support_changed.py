"""A tool must, may or cannot run as a task."""

from collections.abc import Iterator

from gatepost.diff.rule import Found, Rule, code
from gatepost.diff.whole import ToolPair


def _check(pair: ToolPair) -> Iterator[Found]:
    if pair.both and pair.both[0].task_support != pair.both[1].task_support:
        old, new = (one.task_support or "forbidden" for one in pair.both)
        if old != new:
            yield Found(
                f"Running it as a task is {code(new)} now; it was {code(old)}.",
                old,
                new,
                severity="breaking" if "required" in (old, new) else None,
            )


RULE = Rule("tool-task-support-changed", "risky", ToolPair, _check)
