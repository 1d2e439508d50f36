"""The least permitted length became larger."""

from gatepost.diff.bounds import tightened
from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import SchemaRule

RULE = SchemaRule(
    "min-length-raised", "breaking", "safe", ValuePair, tightened("min_length", "needs at least {} characters")
)
