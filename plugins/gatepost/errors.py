"""Errors of Gatepost.

GatepostError
├── ConfigurationError      an option is wrong: names the option, the value and what is accepted
├── DescriptionError        an input cannot be used: carries the problems that stop it
└── SnapshotError           a live gateway or MCP server could not be read
"""

from collections.abc import Sequence

from gatepost.model.problem import Problem


class GatepostError(Exception):
    """Root of everything that Gatepost raises on purpose."""


class ConfigurationError(GatepostError):
    """An option is wrong. The message names it, the value found, and what to write instead."""


class DescriptionError(GatepostError):
    """A description or snapshot cannot be used at all.

    `problems` has at least one of severity error, each with file, line, pointer, cause and remedy.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class SnapshotError(GatepostError):
    """A live gateway or MCP server could not be read."""
