"""The greatest permitted length became larger, or there is none any more."""

from gatepost.diff.bounds import loosened
from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import SchemaRule

RULE = SchemaRule("max-length-raised", "safe", "risky", ValuePair, loosened("max_length", "has at most {} characters"))
