"""What others may import, and that each of it is explained."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from types import ModuleType

import pytest

import gatepost
import mkdocs_gatepost


def modules() -> Iterator[ModuleType]:
    for package in (gatepost, mkdocs_gatepost):
        for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            if not found.name.rpartition(".")[2].startswith("__"):
                yield importlib.import_module(found.name)


def public_members(module: ModuleType) -> Iterator[tuple[str, object]]:
    for name, member in vars(module).items():
        defined_here = getattr(member, "__module__", None) == module.__name__
        if not name.startswith("_") and defined_here and (inspect.isclass(member) or inspect.isfunction(member)):
            yield name, member


@pytest.mark.parametrize("module", list(modules()), ids=lambda module: module.__name__)
def test_every_public_name_has_a_docstring(module: ModuleType) -> None:
    assert module.__doc__, f"{module.__name__} does not say what it is for"
    for name, member in public_members(module):
        assert inspect.getdoc(member), f"{module.__name__}.{name}"
        if inspect.isclass(member):
            for attribute, value in vars(member).items():
                if inspect.isfunction(value) and not attribute.startswith("_"):
                    assert inspect.getdoc(value), f"{module.__name__}.{name}.{attribute}"


def test_the_public_names_of_the_core_are_these() -> None:
    assert set(gatepost.__all__) == PUBLIC
    for name in PUBLIC:
        assert getattr(gatepost, name) is not None


PUBLIC = {
    "AgentsSettings",
    "Catalog",
    "CatalogEntry",
    "agent_files",
    "first_sentence",
    "Passage",
    "SEARCH_FOLDER",
    "glossary_passages",
    "guide_passages",
    "guide_source",
    "in_text",
    "vale_is_installed",
    "style_problems",
    "search_files",
    "ASSETS",
    "Address",
    "Built",
    "ConfigurationError",
    "ConsoleSettings",
    "DescriptionError",
    "Gateway",
    "GatepostError",
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
    "Problem",
    "Reference",
    "ReferenceSettings",
    "Running",
    "SandboxSettings",
    "SearchSettings",
    "Target",
    "TargetInput",
    "Targets",
    "UnknownTargetError",
    "Versioned",
    "VersionsSettings",
    "build",
    "build_versions",
    "other_inputs",
    "check",
    "checked_guides",
    "mentioned",
    "model_in_page",
    "python_in_page",
    "read_glossary",
    "read_settings",
    "sandbox_in_page",
    "serve_sandbox",
    "state_of_folder",
}
