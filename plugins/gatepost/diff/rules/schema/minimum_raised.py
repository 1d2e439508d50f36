"""The smallest permitted value became larger."""

from gatepost.diff.bounds import tightened
from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import SchemaRule

RULE = SchemaRule("minimum-raised", "breaking", "safe", ValuePair, tightened("minimum", "must be at least {}"))
