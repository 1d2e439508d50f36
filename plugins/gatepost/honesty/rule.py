"""What a rule is, and what it finds."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Protocol

import msgspec

from gatepost.honesty.texts import Text, texts_of_server
from gatepost.model.address import Address
from gatepost.model.mcp_server import McpServer
from gatepost.model.problem import Problem, Severity
from gatepost.model.source import NOWHERE, SourceLocation

MAX_EXCERPT = 120
"""Characters of a text that a finding quotes."""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """Something that misleads, or may: where (`address` and source), what, and the words in question.

    `excerpt` has hidden characters as visible marks; it is still untrusted text.
    """

    rule: str
    severity: Severity
    message: str
    address: Address
    excerpt: str = ""
    source: SourceLocation = NOWHERE

    @property
    def problem(self) -> Problem:
        """The form in which `gatepost check` lists it."""
        told = f"{self.message.removesuffix('.')}: {self.excerpt!r}" if self.excerpt else self.message
        message = f"{self.address}: {told}"
        return Problem(rule=self.rule, severity=self.severity, message=message, source=self.source)


class Subject:
    """What rules look at: a server, the servers an agent may have beside it, and every text of the server."""

    def __init__(self, server: McpServer, others: Sequence[McpServer] = ()) -> None:
        self.server = server
        self.others = tuple(others)

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Every text that can reach a model, walked once for all rules."""
        return tuple(texts_of_server(self.server))


class Rule(Protocol):
    """One thing to look for. `severity` is what it counts as unless the settings say otherwise."""

    @property
    def id(self) -> str:
        """A stable kebab-case name."""

    @property
    def severity(self) -> Severity:
        """How bad a finding is."""

    @property
    def title(self) -> str:
        """What is looked for, in one sentence for the reader of a page."""

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Yield what is wrong with a server and its tools."""


class BaseRule:
    """What rules share: they are told apart by their class attributes."""

    id = ""
    title = ""
    severity: Severity = "warning"

    def finding(self, message: str, address: Address, source: SourceLocation, excerpt: str = "") -> Finding:
        """Return a finding of this rule."""
        return Finding(
            rule=self.id, severity=self.severity, message=message, address=address, excerpt=excerpt, source=source
        )
