"""The greatest permitted number of items became larger, or there is none any more."""

from gatepost.diff.bounds import loosened
from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import SchemaRule

RULE = SchemaRule("max-items-raised", "safe", "risky", ValuePair, loosened("max_items", "has at most {} items"))
