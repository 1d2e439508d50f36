"""Changes as text for a terminal, a changelog, and a comment on a pull request."""

from collections.abc import Iterator, Sequence

from gatepost.model.address import Address
from gatepost.model.change import CHANGE_SEVERITIES, Change, ChangeGroup, ChangeSeverity, counted, together

TITLES: dict[ChangeSeverity, str] = {"breaking": "Breaking", "risky": "Risky", "safe": "Safe", "note": "Notes"}
MARK = "<!-- gatepost diff -->"
"""Begins a comment, so that the next run finds the one to replace."""
LONGEST_COMMENT = 60_000
"""Characters of a comment; GitHub takes 65,536."""
MOST_SUBJECTS = 4


def as_text(changes: Sequence[Change]) -> str:
    """Return changes for a terminal: a heading for each severity, a line for each change, then the count."""
    lines: list[str] = []
    for severity, groups in _by_severity(changes):
        lines += [TITLES[severity].upper(), *(f"  {_line(group)} [{group.first.rule}]" for group in groups), ""]
    return "\n".join([*lines, summary(changes)])


def as_markdown(changes: Sequence[Change], title: str = "") -> str:
    """Return changes as a part of a CHANGELOG, headings of level 3 below one of level 2 where a title is given."""
    lines = [f"## {title}", ""] if title else []
    for severity, groups in _by_severity(changes):
        lines += [f"### {TITLES[severity]}", "", *(f"- {_line(group)}" for group in groups), ""]
    return "\n".join(lines) if changes else "\n".join([*lines, "Nothing changed.", ""])


def as_comment(changes: Sequence[Change]) -> str:
    """Return changes as a comment on a pull request: what breaks in sight, the rest folded."""
    parts = [MARK, f"**Changes of the contract:** {summary(changes)}", ""]
    for severity, groups in _by_severity(changes):
        listed = [f"- {_line(group)}" for group in groups]
        if severity == "breaking":
            parts += [f"### {TITLES[severity]}", "", *listed, ""]
        else:
            parts += [f"<details><summary>{TITLES[severity]} ({len(listed)})</summary>", "", *listed, "", "</details>"]
    return _shortened(parts)


def summary(changes: Sequence[Change]) -> str:
    """Return how many changes there are: `2 breaking, 1 risky`."""
    counts = counted(changes)
    return ", ".join(f"{counts[kind]} {kind}" for kind in CHANGE_SEVERITIES if counts[kind]) or "nothing changed"


def _by_severity(changes: Sequence[Change]) -> Iterator[tuple[ChangeSeverity, list[ChangeGroup]]]:
    groups = together(changes)
    for severity in CHANGE_SEVERITIES:
        if found := [group for group in groups if group.first.severity == severity]:
            yield severity, found


def _line(group: ChangeGroup) -> str:
    """Return a change in one line: where, what, how sure."""
    first = group.first
    named = [_name(address) for address in group.subjects[:MOST_SUBJECTS]]
    more = len(group.subjects) - len(named)
    where = ", ".join(named) + (f" and {more} more" if more else "")
    unsure = f" (matched with {first.confidence:.0%} confidence)" if first.confidence < 0.8 else ""
    says_itself = len(group.subjects) == 1 and f"`{group.subjects[0].name}`" in first.message
    return f"{first.message}{unsure}" if says_itself else f"{where}: {first.message}{unsure}"


def _name(address: Address) -> str:
    name = " ".join(address.name.replace("`", "'").split())
    return f"`{name}`" if address.kind in ("operation", "webhook") else f"{address.kind} `{name}`"


def _shortened(parts: list[str]) -> str:
    text, lines = "", iter(parts)
    for line in lines:
        if len(text) + len(line) > LONGEST_COMMENT:
            folded = "\n</details>" if text.count("<details>") > text.count("</details>") else ""
            return f"{text}{folded}\n\nThere are more changes than a comment can hold.\n"
        text += f"{line}\n"
    return text
