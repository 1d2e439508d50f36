"""The largest permitted value became larger, or there is none any more."""

from gatepost.diff.bounds import loosened
from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import SchemaRule

RULE = SchemaRule("maximum-raised", "safe", "risky", ValuePair, loosened("maximum", "may be at most {}"))
