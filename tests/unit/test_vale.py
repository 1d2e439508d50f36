"""Vale over guides.

Vale itself is in no registry that tests may use: its packages there load the program when they are installed or first
run. `tests/vale.py` stands for it.
"""

import json
import os
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from gatepost.cli import main
from gatepost.model.term import Discouraged, Glossary, Term
from gatepost.vale import style_problems
from tests.site.conftest import MINIMAL, Project

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a script with a first line")

STAND_IN = Path(__file__).parents[1] / "vale.py"
GLOSSARY = Glossary(
    terms=(Term(name="Virtual key", definition="x", forms=("virtual key",)),),
    discouraged=(Discouraged(word="master key", instead=""),),
)


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Puts the stand-in on the PATH; returns the file that notes what it was asked."""
    program = tmp_path / "bin/vale"
    program.parent.mkdir()
    program.write_text(f"#!{sys.executable}\n{STAND_IN.read_text()}")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("VALE_CALLS", str(tmp_path / "calls"))
    return tmp_path / "calls"


def found(project: Path, **texts: str) -> list[tuple[str, str, int, str]]:
    sources = {f"docs/{name}.md": text for name, text in texts.items()}
    for file, text in sources.items():
        (project / file).parent.mkdir(parents=True, exist_ok=True)
        (project / file).write_text(text)
    problems = style_problems(GLOSSARY, sources, project, project / ".cache")
    return [(one.rule, one.source.file, one.source.line, one.severity) for one in problems]


def test_findings_have_file_line_rule_and_severity(tmp_path: Path, calls: Path) -> None:
    assert found(tmp_path, a="# A\n\nAnd teh end.\n", b="# B\n\n\nA Master Key.\n") == [
        ("Vale.Spelling", "docs/a.md", 3, "note"),
        ("Vale.Avoid", "docs/b.md", 4, "warning"),
    ]


def test_only_what_changed_is_read_again(tmp_path: Path, calls: Path) -> None:
    first = found(tmp_path, a="teh\n", b="fine\n")
    assert found(tmp_path, a="teh\n", b="fine\n") == first
    assert found(tmp_path, a="teh\n", b="teh\n")[0] == first[0]
    assert [json.loads(line) for line in calls.read_text().splitlines()] == [["docs/a.md", "docs/b.md"], ["docs/b.md"]]


def test_a_configuration_of_the_project_is_kept_and_the_vocabulary_added(tmp_path: Path, calls: Path) -> None:
    own = tmp_path / "prose"
    (own / "House").mkdir(parents=True)
    (own / "House/Own.yml").write_text("extends: existence\n")
    (own / "config/vocabularies/Ours").mkdir(parents=True)
    (own / "config/vocabularies/Ours/reject.txt").write_text("(?i)leverage\n")
    (tmp_path / ".vale.ini").write_text("StylesPath = prose\nVocab = Ours\n\n[*.md]\nBasedOnStyles = House\n")
    rules = [rule for rule, *_ in found(tmp_path, a="utilise\nleverage\nmaster key\n")]
    assert rules == ["House.Own", "Vale.Avoid", "Vale.Avoid"]
    assert not (own / "config/vocabularies/Gatepost").exists(), "the project's own folder is not written to"


def test_why_vale_stopped_is_a_problem(tmp_path: Path, calls: Path) -> None:
    (tmp_path / ".vale.ini").write_text("[*.md]\nBasedOnStyles = Broken\n")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.md").write_text("x")
    (problem,) = style_problems(GLOSSARY, {"docs/a.md": "x"}, tmp_path, tmp_path / ".cache")
    assert problem.rule == "vale-failed" and "no such style" in problem.message


def test_the_command_lists_them(tmp_path: Path, calls: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("docs").mkdir()
    Path("docs/a.md").write_text("# A\n\nAnd teh end, for a master key.\n")
    Path("words.yaml").write_text("discouraged:\n  - {word: master key, instead: admin key}\n")
    result = CliRunner().invoke(main, ["check", "words.yaml", "docs", "--format", "json"])
    rules = {(one["rule"], one["file"], one["line"]) for one in json.loads(result.output)}
    assert {("Vale.Spelling", "docs/a.md", 3), ("Vale.Avoid", "docs/a.md", 3)} <= rules


def test_the_build_and_the_page_for_authors_list_them(tmp_path: Path, calls: Path) -> None:
    project = Project(tmp_path)
    project.write("mkdocs.yml", MINIMAL + "  - gatepost/guides: {health: true}\n")
    project.write("docs/index.md", "# Weather\n\nAnd teh end.\n")
    output = project.build().output
    assert "docs/index.md:3: note: Did you really mean 'teh'? [Vale.Spelling]" in output
    assert "Vale.Spelling" in project.read("docs-health/index.html")
    project.write("mkdocs.yml", MINIMAL + "  - gatepost/guides: {style: false}\n")
    assert "teh" not in project.build().output


def test_where_it_is_absent_that_is_said_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    project = Project(tmp_path)
    project.write("mkdocs.yml", MINIMAL + "  - gatepost/guides\n")
    assert project.build("--strict").output.count("Vale is not installed") == 1
    result = CliRunner().invoke(main, ["check", str(tmp_path / "docs")])
    assert result.exit_code == 0 and result.output.count("Vale is not installed") == 1
