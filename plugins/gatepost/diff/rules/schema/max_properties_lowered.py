"""The greatest permitted number of properties became smaller."""

from gatepost.diff.bounds import tightened
from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import SchemaRule

RULE = SchemaRule(
    "max-properties-lowered",
    "breaking",
    "safe",
    ValuePair,
    tightened("max_properties", "has at most {} properties"),
)
