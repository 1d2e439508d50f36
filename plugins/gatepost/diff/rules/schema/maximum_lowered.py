"""The largest permitted value became smaller."""

from gatepost.diff.bounds import tightened
from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import SchemaRule

RULE = SchemaRule("maximum-lowered", "breaking", "safe", ValuePair, tightened("maximum", "may be at most {}"))
