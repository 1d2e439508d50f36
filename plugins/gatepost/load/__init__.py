"""Bytes to documents: files, YAML and JSON, references, filters."""

from gatepost.load.bundles import load
from gatepost.load.filters import filter_problems, path_matcher, selection
from gatepost.load.glossary import load_glossary
from gatepost.load.kinds import is_mcp
from gatepost.load.mcp import load_mcp
from gatepost.load.presets import Preset, preset, preset_names
from gatepost.load.whole import whole

__all__ = [
    "Preset",
    "filter_problems",
    "is_mcp",
    "load",
    "load_glossary",
    "load_mcp",
    "path_matcher",
    "preset",
    "preset_names",
    "selection",
    "whole",
]
