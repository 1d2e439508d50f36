"""The least permitted number of properties became smaller, or there is none any more."""

from gatepost.diff.bounds import loosened
from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import SchemaRule

RULE = SchemaRule(
    "min-properties-lowered", "safe", "risky", ValuePair, loosened("min_properties", "needs at least {} properties")
)
