"""The error inside this stage: a file that cannot be read, before it is known what that means for the build."""

import msgspec

from gatepost.model.problem import Problem
from gatepost.model.source import SourceLocation


class FixedLine(msgspec.Struct, frozen=True, gc=False):
    """The `Lines` of a file that could not be read to its end: one line is known, that of the fault."""

    number: int

    def line(self, pointer: str) -> int:
        """Return the line of the fault, whatever the pointer."""
        return self.number


class Fault(Exception):  # noqa: N818
    """Why a file cannot be read; `message` says cause and remedy, `line` is 0 where there is none."""

    def __init__(self, rule: str, message: str, line: int = 0, pointer: str = "") -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message
        self.line = line
        self.pointer = pointer

    def problem(self, file: str) -> Problem:
        """Return the problem to show for `file`."""
        source = SourceLocation(file, self.pointer, FixedLine(self.line))
        return Problem(rule=self.rule, severity="error", message=self.message, source=source)
