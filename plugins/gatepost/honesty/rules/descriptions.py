"""Tools that do not say what they do."""

from collections.abc import Iterator

from gatepost.honesty.rule import BaseRule, Finding, Subject

FEWEST = 10
"""Characters of a description that can say anything."""


class Descriptions(BaseRule):
    """No description, or one that says nothing."""

    id = "description-missing"
    title = "A tool does not say what it does."
    severity = "warning"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Yield one finding a tool."""
        for tool in subject.server.tools:
            if len(tool.description.strip()) < FEWEST:
                message = "The tool does not say what it does. Describe it in a sentence."
                yield self.finding(message, tool.address, tool.source, tool.description.strip())
