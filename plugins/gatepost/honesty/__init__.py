"""What the model sees, and whether it is what it claims to be: rules over MCP servers, and what a tool costs."""

from gatepost.honesty.characters import reveal, without_hidden
from gatepost.honesty.cost import Cost, cost_of_server, cost_of_tool, seen_by_model, tokenizer_name
from gatepost.honesty.examine import examine
from gatepost.honesty.rule import Finding, Rule
from gatepost.honesty.rules import RULES

__all__ = [
    "RULES",
    "Cost",
    "Finding",
    "Rule",
    "cost_of_server",
    "cost_of_tool",
    "examine",
    "reveal",
    "seen_by_model",
    "tokenizer_name",
    "without_hidden",
]
