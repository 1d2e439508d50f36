"""The least permitted length became smaller, or there is none any more."""

from gatepost.diff.bounds import loosened
from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import SchemaRule

RULE = SchemaRule(
    "min-length-lowered", "safe", "risky", ValuePair, loosened("min_length", "needs at least {} characters")
)
