"""What is wrong with an input, said so that its author can mend it."""

from typing import Literal

import msgspec

from gatepost.model.source import NOWHERE, SourceLocation

Severity = Literal["error", "warning", "note"]


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """One finding: `rule` is a stable kebab-case id, `message` says cause and remedy."""

    rule: str
    severity: Severity
    message: str
    source: SourceLocation = NOWHERE

    def as_json(self) -> dict[str, str | int]:
        """Return the form of `gatepost check --format json` (file, pointer, line apart)."""
        return {
            "rule": self.rule,
            "severity": self.severity,
            "message": self.message,
            "file": self.source.file,
            "pointer": self.source.pointer,
            "line": self.source.line,
        }

    def __str__(self) -> str:
        """Return `place: severity: message [rule]`, one line for a terminal."""
        place = f"{self.source}: " if self.source.file else ""
        return f"{place}{self.severity}: {self.message} [{self.rule}]"
