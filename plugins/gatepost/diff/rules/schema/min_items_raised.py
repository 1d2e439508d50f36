"""The least permitted number of items became larger."""

from gatepost.diff.bounds import tightened
from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import SchemaRule

RULE = SchemaRule("min-items-raised", "breaking", "safe", ValuePair, tightened("min_items", "needs at least {} items"))
