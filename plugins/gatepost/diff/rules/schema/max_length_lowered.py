"""The greatest permitted length became smaller."""

from gatepost.diff.bounds import tightened
from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import SchemaRule

RULE = SchemaRule(
    "max-length-lowered", "breaking", "safe", ValuePair, tightened("max_length", "has at most {} characters")
)
