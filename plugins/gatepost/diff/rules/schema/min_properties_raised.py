"""The least permitted number of properties became larger."""

from gatepost.diff.bounds import tightened
from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import SchemaRule

RULE = SchemaRule(
    "min-properties-raised",
    "breaking",
    "safe",
    ValuePair,
    tightened("min_properties", "needs at least {} properties"),
)
