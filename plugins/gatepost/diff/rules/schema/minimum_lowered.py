"""The smallest permitted value became smaller, or there is none any more."""

from gatepost.diff.bounds import loosened
from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import SchemaRule

RULE = SchemaRule("minimum-lowered", "safe", "risky", ValuePair, loosened("minimum", "must be at least {}"))
