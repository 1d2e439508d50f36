"""The model to pages."""

from gatepost.render.reference import Reference

__all__ = ["Reference"]
