"""The least permitted number of items became smaller, or there is none any more."""

from gatepost.diff.bounds import loosened
from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import SchemaRule

RULE = SchemaRule("min-items-lowered", "safe", "risky", ValuePair, loosened("min_items", "needs at least {} items"))
