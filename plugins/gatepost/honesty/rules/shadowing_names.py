"""Names that another tool has already, and words about other tools."""

import re
from collections.abc import Iterator, Mapping

from gatepost.honesty.rule import MAX_EXCERPT, BaseRule, Finding, Subject
from gatepost.honesty.texts import Text
from gatepost.model.mcp_server import McpServer
from gatepost.model.tool import Tool

_BEFORE = (
    r"(?:replac(?:es?|ing)|supersed\w+|overrid\w+|intercepts?|takes? over|instead of|in place of|deprecates"
    r"|(?:do not|don'?t|never|stop) (?:use|using|call|calling)|when(?:ever)? (?:using|calling))"
)
_AFTER = (
    r"(?:(?:is|are|gets?) (?:available|used|called|present|invoked)|must|should|has to|is (?:broken|unsafe|deprecated))"
)
_NAMES = re.compile(r"[\w-]+(?:[./][\w-]+)*")
_TELLING = re.compile(r"[_\-./A-Z]")
"""Names of one plain word (`search`) stand in descriptions by chance."""


class ShadowingNames(BaseRule):
    """Two tools of one name, and descriptions that speak for a tool of another server."""

    id = "shadowing-name"
    title = "A tool has the name of another one, or tells the model how to treat it."
    severity = "warning"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Yield one finding a name, and one a text that speaks for a foreign tool."""
        foreign = _foreign(subject)
        for tool in subject.server.tools:
            yield from self._same_name(tool, foreign)
        telling = {name for name in foreign if _TELLING.search(name[1:]) and 5 <= len(name) <= 128}
        telling -= {tool.name for tool in subject.server.tools}
        for text in subject.texts:
            yield from self._speaks_for(text, telling)

    def _same_name(self, tool: Tool, foreign: Mapping[str, McpServer]) -> Iterator[Finding]:
        if tool.key != tool.name:
            message = "The server lists another tool of this name: which of the two answers is not defined."
            yield self.finding(message, tool.address, tool.source.child("name"), tool.name[:MAX_EXCERPT])
        elif tool.name in foreign:
            message = f"'{foreign[tool.name].display_title[:60]}' has a tool of this name too. Agents may mix them up."
            yield self.finding(message, tool.address, tool.source.child("name"), tool.name[:MAX_EXCERPT])

    def _speaks_for(self, text: Text, names: set[str]) -> Iterator[Finding]:
        for name in names.intersection(_NAMES.findall(text.value)):
            quoted = rf"(?<![\w-]){re.escape(name)}(?![\w-])"
            order = rf"{_BEFORE}[^.\n]{{0,50}}?{quoted}|{quoted}[^.\n]{{0,50}}?\b{_AFTER}\b"
            match = re.search(order, text.value, re.IGNORECASE)
            if match:
                message = f"The {text.kind} tells the model how to treat '{name}' of another server."
                yield self.finding(message, text.address, text.source, match[0][:MAX_EXCERPT])


def _foreign(subject: Subject) -> Mapping[str, McpServer]:
    """The server of each tool that an agent may have beside these; parts of one whole share their tools by design."""
    server = subject.server
    family = {server.id, *server.virtual_of}
    return {
        tool.name: other
        for other in subject.others
        if other.id not in family and family.isdisjoint(other.virtual_of)
        for tool in other.tools
    }
