"""The model to pages."""

from gatepost.render.glossary_page import GlossaryPage, Mentions
from gatepost.render.reference import Reference

__all__ = ["GlossaryPage", "Mentions", "Reference"]
