"""Emptiness that pushes words out of sight."""

import re
from collections.abc import Iterator

from gatepost.honesty.rule import BaseRule, Finding, Subject

MOST = 120
"""White space in a row that indentation and tables may need; more hides what comes after it."""

MOST_LINES = 20
"""Empty lines in a row."""

_RUN = re.compile(rf"[^\S\n]{{{MOST},}}|(?:[^\S\n]*\n){{{MOST_LINES},}}|\s{{{2 * MOST},}}")


class Padding(BaseRule):
    """Long runs of spaces or empty lines."""

    id = "padding"
    title = "A text has so much white space that what follows is out of sight."
    severity = "error"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Yield one finding a text."""
        for text in subject.texts:
            match = _RUN.search(text.value) if len(text.value) >= MOST_LINES else None
            if match and text.value[match.end() :].strip():
                after = " ".join(text.value[match.end() :].split())[:80]
                message = (
                    f"{len(match[0]):,} characters of white space in the {text.kind} push out of sight what follows."
                )
                yield self.finding(message, text.address, text.source, after)
