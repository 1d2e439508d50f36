"""Documents to model: one builder a noun."""

from gatepost.translate.gateway import Keep, Streams, translate
from gatepost.translate.generation import example
from gatepost.translate.mcp import translate_mcp
from gatepost.translate.tool_links import tool_links

__all__ = ["Keep", "Streams", "example", "tool_links", "translate", "translate_mcp"]
