"""More text than anyone reviews."""

from collections.abc import Iterator

from gatepost.honesty.rule import BaseRule, Finding, Subject
from gatepost.honesty.texts import MAX_LENGTH, MAX_TEXTS, lengths


class Floods(BaseRule):
    """Texts that are cut before the other rules look at them: what lies behind the cut is unknown."""

    id = "too-much-text"
    title = "A text is so long, or a tool has so many, that not all of it was examined."
    severity = "error"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Yield one finding a tool."""
        for tool in subject.server.tools:
            count, longest = lengths(tool.raw)
            if longest > MAX_LENGTH:
                message = f"A text has {longest:,} characters; the first {MAX_LENGTH:,} were examined. Shorten it."
                yield self.finding(message, tool.address, tool.source)
            elif count > MAX_TEXTS:
                message = f"The tool has {count:,} texts; the first {MAX_TEXTS:,} were examined. Split it."
                yield self.finding(message, tool.address, tool.source)
