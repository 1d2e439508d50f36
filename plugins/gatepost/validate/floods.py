"""Many findings of one kind told as a few."""

import re
from collections import Counter
from collections.abc import Iterable

from gatepost.model.problem import Problem

SHOWN = 20
"""Findings of one rule and shape that are listed one by one."""

_PARTICULARS = re.compile(r"'[^']*'|\d+")


def without_floods(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Keep the first findings of each rule and shape of message, and say how many more there are."""
    counts: Counter[tuple[str, str, str]] = Counter()
    kept: list[Problem] = []
    last: dict[tuple[str, str, str], Problem] = {}
    for problem in problems:
        shape: tuple[str, str, str] = (problem.rule, problem.severity, _PARTICULARS.sub("", problem.message))
        counts[shape] += 1
        if counts[shape] <= SHOWN:
            kept.append(problem)
        last[shape] = problem
    for flooded, count in counts.items():
        if count > SHOWN:
            example = last[flooded]
            message = f"And {count - SHOWN:,} more of this kind, such as: {example.message}"
            kept.append(Problem(rule=example.rule, severity=example.severity, message=message, source=example.source))
    return tuple(kept)
