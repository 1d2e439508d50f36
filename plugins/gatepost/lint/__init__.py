"""Consistency of guides with the contract and the glossary."""

from gatepost.lint.lint import Lint
from gatepost.lint.outlines import OUTLINES, outline
from gatepost.lint.rules import RULES

__all__ = ["OUTLINES", "RULES", "Lint", "outline"]
