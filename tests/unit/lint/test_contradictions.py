"""The planted contradictions are found, each at its line, and nothing else is."""

from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from gatepost.glossary import read_glossary
from gatepost.guide_checks import check_guides
from gatepost.inline import Marks, Targets
from gatepost.model.problem import Problem
from gatepost.pipeline import Built, build
from gatepost.settings import GatewaySettings, ReferenceSettings, read_settings

ROOT = Path(__file__).parents[3]
FIXTURE = ROOT / "tests/golden/contradictions"


@pytest.fixture(scope="module")
def postern() -> Built:
    given = {"openapi": "specs/postern-2026-11.yaml", "mcp": ["specs/mcp/quarry.json", "specs/mcp/parley.json"]}
    settings = read_settings(GatewaySettings, {**given, "cache": ""}, "test")
    return build(settings, ReferenceSettings(), ROOT)


def problems(postern: Built, folder: Path) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
    glossary, _ = read_glossary(["specs/glossary.yaml"], ROOT)
    terms = Marks(glossary, "glossary/").targets
    targets = Targets(postern.outlines, postern.ids, lambda path: postern.page(path).anchors, terms)
    sources = {path.relative_to(folder).as_posix(): path.read_text() for path in sorted(folder.rglob("*.md"))}
    return sources, check_guides(postern.made.gateway, glossary, sources, {}, FIXTURE, targets)


def test_what_was_planted_is_found_and_nothing_else(postern: Built) -> None:
    sources, found = problems(postern, FIXTURE / "docs")
    planted = {
        (file, rule, words)
        for file, entries in yaml.safe_load((FIXTURE / "planted.yml").read_text()).items()
        for rule, words in entries
    }
    matched: dict[tuple[str, str, str], Problem] = {}
    for file, rule, words in planted:
        at = sources[file].index(words)
        first = sources[file].count("\n", 0, at) + 1
        lines = range(first, first + words.count("\n") + 1)
        for problem in found:
            if (problem.source.file, problem.rule) == (file, rule) and problem.source.line in lines:
                matched[file, rule, words] = problem
    missed = planted - matched.keys()
    assert len(planted) >= 60
    assert len(missed) <= len(planted) // 20, missed
    places = {(p.source.file, p.source.line, p.rule) for p in matched.values()}
    false = [str(p) for p in found if (p.source.file, p.source.line, p.rule) not in places]
    assert false == []


def test_our_own_docs_raise_at_most_one_false_alarm(postern: Built) -> None:
    sources, found = problems(postern, ROOT / "docs")
    assert len(found) <= max(1, len(sources) // 50), [str(problem) for problem in found]
