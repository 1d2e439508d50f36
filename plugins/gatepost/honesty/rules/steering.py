"""Words that make the model prefer a tool."""

import re
from collections.abc import Iterator

from gatepost.honesty.rule import MAX_EXCERPT, BaseRule, Finding, Subject

_STEERS = re.compile(
    r"\balways (?:default to|prefer|use|call|choose) (?:using )?(?:this|it)\b"
    r"|\b(?:instead of|rather than|over) (?:any |all |the |your |other )*"
    r"(?:other|built-?in|native|default|alternative)s? (?:\w+ )?tools?\b"
    r"|\b(?:best|most powerful|fastest|only) (?:and \w+ )?(?:tool|choice|option)\b"
    r"|\bnever use (?:any )?other\b|\b(?:highest|top) priority\b",
    re.IGNORECASE,
)


class Steering(BaseRule):
    """Praise and preference, which many honest servers use too: a note, for the author to weigh."""

    id = "steers-the-model"
    title = "A text asks the model to prefer this tool over others."
    severity = "note"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Yield one finding a text."""
        for text in subject.texts:
            match = _STEERS.search(text.value)
            if match:
                message = f"The {text.kind} asks the model to prefer this tool."
                yield self.finding(message, text.address, text.source, match[0][:MAX_EXCERPT])
