"""Consistency of guides with the contract and the glossary."""

from gatepost.lint.lint import Lint
from gatepost.lint.rules import RULES

__all__ = ["RULES", "Lint"]
