"""An operation, a field and a term of Postern get other names: one build names every guide that has the old ones."""

import re
import shutil
from pathlib import Path

import pytest
import yaml

from tests.site.conftest import Project

ROOT = Path(__file__).parents[2]
RENAMED = {
    "operation": (r"\bcreateKey\b|/v1/keys\b", (("createKey", "issueKey"), ("/v1/keys", "/v1/credentials"))),
    "field": (r"\blimit_usd\b", (("limit_usd", "ceiling_usd"),)),
    "term": (r"(?i)\bvirtual[ -]keys?\b", ()),
}
"""What a guide with the old name has in it, and what becomes of it in the description."""
TOLD = {
    "operation": {"unknown-operation", "unknown-target"},
    "field": {"unknown-field", "invalid-example"},
    "term": {"discouraged-word", "unknown-target"},
}
PROBLEM = re.compile(r"(docs/\S+\.md):\d+: (?:error|warning|note): .*\[([a-z-]+)\]$", re.MULTILINE)


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The guides of the demo site over a description and a glossary in which three things have other names."""
    project = Project(tmp_path_factory.mktemp("renamed"))
    for folder in ("postern", "tutorials"):
        shutil.copytree(ROOT / "docs" / folder, project.folder / "docs" / folder)
    description = (ROOT / "specs/postern-2026-11.yaml").read_text("utf-8")
    for _, changes in RENAMED.values():
        for old, new in changes:
            assert old in description
            description = description.replace(old, new)
    project.write("specs/gateway.yaml", description)
    glossary = yaml.safe_load((ROOT / "specs/glossary.yaml").read_text("utf-8"))
    term = next(term for term in glossary["terms"] if term["term"] == "Virtual key")
    term |= {"term": "Credential", "discouraged": [*term.get("discouraged", []), {"word": "virtual key"}]}
    project.write("specs/glossary.yaml", yaml.safe_dump(glossary))
    project.write(
        "mkdocs.yml",
        "site_name: Postern\ntheme: material\nplugins:\n  - gatepost/gateway: {openapi: specs/gateway.yaml}\n"
        "  - gatepost/reference\n  - gatepost/guides\n  - gatepost/glossary: {terms: specs/glossary.yaml}\n",
    )
    return project


@pytest.fixture(scope="module")
def told(renamed: Project) -> set[tuple[str, str]]:
    """File and rule of each problem that one build tells."""
    return {(found[1], found[2]) for found in PROBLEM.finditer(renamed.build().output)}


@pytest.mark.parametrize("kind", RENAMED)
def test_one_build_names_every_guide_with_an_old_name(kind: str, told: set[tuple[str, str]], renamed: Project) -> None:
    mentioning = {
        path.relative_to(renamed.folder).as_posix()
        for path in (renamed.folder / "docs").rglob("*.md")
        if re.search(RENAMED[kind][0], path.read_text("utf-8"))
    }
    assert len(mentioning) > 2
    assert {file for file, rule in told if rule in TOLD[kind]} >= mentioning
