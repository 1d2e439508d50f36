"""The greatest permitted number of items became smaller."""

from gatepost.diff.bounds import tightened
from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import SchemaRule

RULE = SchemaRule("max-items-lowered", "breaking", "safe", ValuePair, tightened("max_items", "has at most {} items"))
