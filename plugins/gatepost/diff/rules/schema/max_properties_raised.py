"""The greatest permitted number of properties became larger, or there is none any more."""

from gatepost.diff.bounds import loosened
from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import SchemaRule

RULE = SchemaRule(
    "max-properties-raised", "safe", "risky", ValuePair, loosened("max_properties", "has at most {} properties")
)
