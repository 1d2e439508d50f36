"""What was measured against what was promised."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple


class Result(NamedTuple):
    """One line of the table: `value` against `limit`; `better` says on which side of it good lies."""

    name: str
    value: float
    limit: float
    better: str
    unit: str
    detail: str = ""

    @property
    def met(self) -> bool:
        """Whether the target is met."""
        return self.value <= self.limit if self.better == "less" else self.value >= self.limit


def table(results: Sequence[Result]) -> str:
    """Return the results as a Markdown table."""
    rows = ["| measured | value | target | met | how |", "| --- | --- | --- | --- | --- |"]
    for result in results:
        sign = "≤" if result.better == "less" else "≥"
        value, limit = f"{result.value:.3g} {result.unit}", f"{sign} {result.limit:g} {result.unit}"
        rows.append(f"| {result.name} | {value} | {limit} | {'yes' if result.met else 'NO'} | {result.detail} |")
    return "\n".join(rows)


def write(results: Sequence[Result], path: Path) -> None:
    """Write the results as JSON."""
    path.write_text(json.dumps([{**result._asdict(), "met": result.met} for result in results], indent=2) + "\n")
