"""Documents to problems."""

from gatepost.validate.verdicts import RULES, validate

__all__ = ["RULES", "validate"]
