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
    servers = ("quarry", "parley", "workbench", "workbench-read-only", "compliance")
    given = {"openapi": "specs/postern-2026-11.yaml", "mcp": [f"specs/mcp/{id}.json" for id in servers]}
    settings = read_settings(GatewaySettings, {**given, "cache": ""}, "test")
    return build(settings, ReferenceSettings(), ROOT)


def problems(postern: Built, folder: Path) -> tuple[Mapping[str, str], tuple[Problem, ...]]:
    glossary, _ = read_glossary(["specs/glossary.yaml"], ROOT)
    terms = Marks(glossary, "glossary/").targets
    targets = Targets(postern.outlines, postern.ids, lambda path: postern.page(path).anchors, terms)
    sources = {path.relative_to(folder).as_posix(): path.read_text() for path in sorted(folder.rglob("*.md"))}
    return sources, check_guides(postern.made.gateway, glossary, sources, {}, FIXTURE, targets)


CALL = "curl https://eu.postern.example.com/v1"
TEAM = '-H \'Authorization: Bearer sk-sandbox\' -d \'{"name": "x", "team_id": "team_atlas"}\''


@pytest.mark.parametrize(
    ("sample", "rules"),
    [
        (f"{CALL}/keys -d '{{}}'\n# answers 422 invalid_request", []),
        (f"{CALL}/keys -d '{{}}'\n# answers 201", ["invalid-example"]),
        (f"{CALL}/keys -d '{{}}'\n{CALL}/keys {TEAM}\n# answers 409 already_exists", ["invalid-example"]),
        (f"{CALL}/usage -G -d bucket=day -d group_by=team", []),
        (f"{CALL}/usage -G -d colour=red", ["unknown-parameter"]),
        (f"{CALL}/usage -d bucket=day", ["unknown-operation"]),
    ],
)
def test_calls_by_curl(postern: Built, tmp_path: Path, sample: str, rules: list[str]) -> None:
    (tmp_path / "x.md").write_text(f"# Call\n\n```sh\n{sample}\n```\n")
    assert [problem.rule for problem in problems(postern, tmp_path)[1]] == rules


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
