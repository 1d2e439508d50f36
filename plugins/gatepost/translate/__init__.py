"""Documents to model: one builder a noun."""

from gatepost.translate.gateway import Keep, Streams, translate
from gatepost.translate.generation import example
from gatepost.translate.mcp import translate_mcp

__all__ = ["Keep", "Streams", "example", "translate", "translate_mcp"]
