"""Gatepost: documentation sites for API, AI and MCP gateways. These are the names that others may import.

They are looked up when first used: `gatepost.sandbox` must import where only the standard library is installed.
"""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gatepost.agents import Catalog, CatalogEntry, agent_files, first_sentence
    from gatepost.contents import state_of_folder
    from gatepost.errors import ConfigurationError, DescriptionError, GatepostError
    from gatepost.finding import SEARCH_FOLDER, glossary_passages, guide_passages, search_files
    from gatepost.glossary import read_glossary
    from gatepost.guide_bytes import guide_source
    from gatepost.guide_checks import checked_guides
    from gatepost.in_page import InPage, python_in_page, sandbox_in_page
    from gatepost.inline import Guide, GuidesExtension, Marks, Targets, UnknownTargetError, mentioned
    from gatepost.model.address import Address
    from gatepost.model.gateway import Gateway
    from gatepost.model.operation import Operation
    from gatepost.model.page import Heading, Outline, Page
    from gatepost.model.passage import Passage
    from gatepost.model.problem import Problem
    from gatepost.model.source import in_text
    from gatepost.model.target import Target
    from gatepost.model.term import Glossary
    from gatepost.pipeline import Built, build, check
    from gatepost.render import GlossaryPage, Mentions, Reference
    from gatepost.sandbox.serve import Running
    from gatepost.sentences_in_page import model_in_page
    from gatepost.settings import (
        AgentsSettings,
        ConsoleSettings,
        GatewaySettings,
        GlossarySettings,
        GuidesSettings,
        ReferenceSettings,
        SandboxSettings,
        SearchSettings,
        TargetInput,
        VersionsSettings,
        read_settings,
    )
    from gatepost.stand_in import serve_sandbox
    from gatepost.store import PageStore
    from gatepost.vale import style_problems, vale_is_installed
    from gatepost.versioning import Versioned, build_versions, other_inputs

ASSETS = Path(__file__).parent / "assets"
"""Folder of the scripts and styles that a site serves from `assets/gatepost/`."""

_HOMES = {
    "gatepost.agents": ("Catalog", "CatalogEntry", "agent_files", "first_sentence"),
    "gatepost.contents": ("state_of_folder",),
    "gatepost.errors": ("ConfigurationError", "DescriptionError", "GatepostError"),
    "gatepost.finding": ("SEARCH_FOLDER", "glossary_passages", "guide_passages", "search_files"),
    "gatepost.glossary": ("read_glossary",),
    "gatepost.guide_checks": ("checked_guides",),
    "gatepost.guide_bytes": ("guide_source",),
    "gatepost.inline": ("Guide", "GuidesExtension", "Marks", "Targets", "UnknownTargetError", "mentioned"),
    "gatepost.in_page": ("InPage", "python_in_page", "sandbox_in_page"),
    "gatepost.model.address": ("Address",),
    "gatepost.model.gateway": ("Gateway",),
    "gatepost.model.operation": ("Operation",),
    "gatepost.model.page": ("Heading", "Outline", "Page"),
    "gatepost.model.passage": ("Passage",),
    "gatepost.model.problem": ("Problem",),
    "gatepost.model.source": ("in_text",),
    "gatepost.model.target": ("Target",),
    "gatepost.model.term": ("Glossary",),
    "gatepost.pipeline": ("Built", "build", "check"),
    "gatepost.render": ("GlossaryPage", "Mentions", "Reference"),
    "gatepost.sandbox.serve": ("Running",),
    "gatepost.sentences_in_page": ("model_in_page",),
    "gatepost.settings": (
        "AgentsSettings",
        "ConsoleSettings",
        "GatewaySettings",
        "GlossarySettings",
        "GuidesSettings",
        "ReferenceSettings",
        "SandboxSettings",
        "SearchSettings",
        "TargetInput",
        "VersionsSettings",
        "read_settings",
    ),
    "gatepost.stand_in": ("serve_sandbox",),
    "gatepost.vale": ("vale_is_installed", "style_problems"),
    "gatepost.versioning": ("Versioned", "build_versions", "other_inputs"),
    "gatepost.store": ("PageStore",),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "ASSETS",
    "Address",
    "AgentsSettings",
    "Built",
    "Catalog",
    "CatalogEntry",
    "ConfigurationError",
    "ConsoleSettings",
    "DescriptionError",
    "GatepostError",
    "Gateway",
    "GatewaySettings",
    "Glossary",
    "GlossaryPage",
    "GlossarySettings",
    "Guide",
    "GuidesExtension",
    "GuidesSettings",
    "Heading",
    "InPage",
    "Marks",
    "Mentions",
    "Operation",
    "Outline",
    "Page",
    "PageStore",
    "Passage",
    "Problem",
    "Reference",
    "ReferenceSettings",
    "Running",
    "SEARCH_FOLDER",
    "SandboxSettings",
    "SearchSettings",
    "Target",
    "TargetInput",
    "Targets",
    "UnknownTargetError",
    "Versioned",
    "VersionsSettings",
    "agent_files",
    "build",
    "build_versions",
    "other_inputs",
    "check",
    "checked_guides",
    "first_sentence",
    "glossary_passages",
    "guide_passages",
    "guide_source",
    "in_text",
    "vale_is_installed",
    "mentioned",
    "model_in_page",
    "python_in_page",
    "read_glossary",
    "read_settings",
    "sandbox_in_page",
    "search_files",
    "serve_sandbox",
    "state_of_folder",
    "style_problems",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'gatepost' has no attribute '{name}'")
    return getattr(import_module(_HOME[name]), name)
