"""Descriptions as trees, translated without a file."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
import pytest

from gatepost.model.document import Bundle, Document
from gatepost.model.gateway import Gateway
from gatepost.model.problem import Problem
from gatepost.model.source import NoLines
from gatepost.translate import translate


class Translated(msgspec.Struct, frozen=True):
    """What came out, with short ways to what tests look at."""

    gateway: Gateway
    problems: tuple[Problem, ...]

    @property
    def operation(self) -> Any:
        """The only operation."""
        (operation,) = self.gateway.operations
        return operation

    @property
    def rules(self) -> list[str]:
        """The rules of all problems."""
        return [problem.rule for problem in self.problems]


def bundle_of(root: Any, files: Mapping[str, Any] | None = None, *, id: str = "", file: str = "api.json") -> Bundle:
    declared = root.get("openapi", root.get("swagger", "")) if isinstance(root, dict) else ""
    document = Document(file, root, NoLines(), "digest", str(declared)[:3])
    others = {name: Document(name, tree, NoLines(), name) for name, tree in (files or {}).items()}
    return Bundle(document, {file: document, **others}, id=id)


@pytest.fixture
def bundle() -> Callable[..., Bundle]:
    """Make a bundle of a tree and, by name, the trees of further files."""
    return bundle_of


@pytest.fixture
def translated() -> Callable[..., Translated]:
    """Translate `openapi` of the given version with these members at its root."""

    def run(version: str = "3.1.0", files: Mapping[str, Any] | None = None, **members: Any) -> Translated:
        keyword = "swagger" if version == "2.0" else "openapi"
        root = {keyword: version, "info": {"title": "T", "version": "1"}, "paths": {}, **members}
        return Translated(*translate([bundle_of(root, files)]))

    return run


@pytest.fixture
def schema(translated: Callable[..., Translated]) -> Callable[..., Any]:
    """Translate one schema."""

    def run(tree: Any, version: str = "3.1.0") -> Any:
        return translated(version, components={"schemas": {"It": tree}}).gateway.schema("It").schema

    return run
