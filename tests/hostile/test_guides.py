"""HOSTILE.md case 30: guides and glossaries that would take more than they are given, or that nobody can read.

One site holds them all. It is built to its end, each fault is listed with file and line, and none comes into a page.
"""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import click.testing
import pytest

from gatepost.cli import main
from gatepost.glossary import read_glossary
from gatepost.inline import Marks
from gatepost.model.term import Glossary, Term
from tests.site.conftest import MINIMAL, Project, tags

KEY = "AKIA" + "Q7RZP4M2N8T5W3K9"
CONFIG = f"""{MINIMAL}  - gatepost/guides
  - gatepost/glossary: {{terms: specs/glossary.yaml}}
  - gatepost/agents
markdown_extensions: [pymdownx.snippets, pymdownx.superfences]
"""
GLOSSARY = """terms:
  - {term: ".*", definition: Anything.}
  - {term: <b>bold</b>, definition: <script>alert(1)</script>}
  - {term: Forecast, definition: "[x](javascript:alert(1)) <img src=x onerror=alert(1)>"}
  - {term: (a+)+$, definition: No pattern.}
"""
CALL = "[x][operation:listForecasts]\n"
GUIDES: dict[str, str | bytes] = {
    "snippet.md": '# S\n\n--8<-- "/etc/passwd"\n\n--8<-- "../../../../../../etc/passwd"\n\n--8<-- "https://e.example/x.md"\n',
    "image.md": "# I\n\n![it](../../../../etc/passwd)\n\n![it](../secret.png)\n",
    "jinja.md": "# J {{ config }}\n\n{{ config.plugins }} {% include 'main.html' %} " + CALL,
    "title.md": "---\ntitle: <script>alert(2)</script>\ndescription: '\"><script>alert(3)</script>'\n---\n\n" + CALL,
    "secret.md": f"# K\n\nUse {KEY}.\n",
    "terms.md": "# T\n\nA forecast is <b>bold</b>, " + "a" * 5000 + "!\n",
    "latin.md": "# Hello\n\nViele Grüße.\n".encode("latin-1"),
    "utf16.md": "# Guten Tag\n\nWort.\n".encode("utf-16"),
    "list.md": "---\n- a\n---\n# L\n",
    "open.md": "---\ntype: how-to\ntitle: [a\n---\n# F\n",
    "date.md": "---\nreviewed: 2026-13-01\n---\n# D\n",
    "one.md": "---\nredirect_from: two/\n---\n# One\n",
    "two.md": "---\nredirect_from: one/\n---\n# Two\n",
    "self.md": "---\nredirect_from: self/\n---\n# Self\n",
    "old.md": "---\nredirect_from: [gone/, {a: b}]\n---\n# Old\n",
}
LISTED = (
    ("specs/glossary.yaml:2", "term-never-found"),
    ("docs/snippet.md:3", "path-outside"),
    ("docs/snippet.md:5", "path-outside"),
    ("docs/snippet.md:7", "path-outside"),
    ("docs/image.md:3", "path-outside"),
    ("docs/title.md:2", "markup-in-front-matter"),
    ("docs/title.md:3", "markup-in-front-matter"),
    ("docs/secret.md:3", "secret-in-text"),
    ("docs/latin.md:3", "not-text"),
    ("docs/utf16.md:1", "not-text"),
    ("docs/list.md:2", "front-matter-not-read"),
    ("docs/open.md:3", "front-matter-not-read"),
    ("docs/date.md:1", "front-matter-not-read"),
    ("docs/one.md:2", "redirect-not-possible"),
    ("docs/two.md:2", "redirect-not-possible"),
    ("docs/self.md:2", "redirect-not-possible"),
    ("docs/old.md:2", "redirect-not-possible"),
)


def written(folder: Path) -> Project:
    project = Project(folder)
    project.write("mkdocs.yml", CONFIG)
    project.write("specs/glossary.yaml", GLOSSARY)
    for name, content in GUIDES.items():
        (folder / "docs" / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return project


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Project, str]]:
    """The site, with what the build said."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1800000000")
        project = written(tmp_path_factory.mktemp("guides"))
        result = project.build()
    assert result.exit_code == 0 and result.exception is None, result.output
    yield project, result.output


@pytest.mark.parametrize(("place", "rule"), LISTED)
def test_each_fault_is_listed_with_its_place(site: tuple[Project, str], place: str, rule: str) -> None:
    lines = [line for line in site[1].splitlines() if f"{place}:" in line or f"{place} (" in line]
    assert any(line.endswith(f"[{rule}]") for line in lines), site[1]


def test_nothing_else_is_said_of_them(site: tuple[Project, str]) -> None:
    said = re.findall(r"gatepost: (\S+?:\d+)(?::| \().*\[([\w-]+)\]$", site[1], re.MULTILINE)
    assert sorted(said) == sorted(LISTED)


def test_no_page_holds_what_was_smuggled_in(site: tuple[Project, str]) -> None:
    for name, content in site[0].files().items():
        assert b"root:x:" not in content, name
        if name.endswith(".html"):
            scripts = re.findall(rb"<script(?![^>]*json)[^>]*>[^<]*alert\(", content)
            assert not scripts and b"onerror=alert" not in re.sub(rb"&lt;.*?&gt;", b"", content), name
            hrefs = [str(attributes.get("href")) for _, attributes in tags(content, "a")]
            assert not [href for href in hrefs if href.lower().startswith("javascript:")], name


def test_templates_in_guides_are_words(site: tuple[Project, str]) -> None:
    page = site[0].read("jinja/index.html")
    assert "{{ config.plugins }}" in page and "{% include 'main.html' %}" in page


def test_what_was_saved_otherwise_is_read_as_far_as_it_can_be(site: tuple[Project, str]) -> None:
    assert "Guten Tag" in site[0].read("utf16/index.html")
    assert "Viele Gr�" in site[0].read("latin/index.html")


def test_titles_are_text_wherever_they_are_shown(site: tuple[Project, str]) -> None:
    shown = "&lt;script&gt;alert(2)&lt;/script&gt;"
    assert f"<title>{shown}" in site[0].read("title/index.html")
    page = site[0].read("reference/forecasts/list-forecasts/index.html")
    assert f'title/">{shown}</a>' in page and "&amp;lt;" not in page


def test_the_strict_build_and_the_command_refuse_them(tmp_path: Path) -> None:
    project = written(tmp_path)
    assert project.build("--strict").exit_code == 1
    result = click.testing.CliRunner().invoke(main, ["check", str(tmp_path / "docs"), "--format", "json"])
    assert result.exit_code == 1 and '"not-text"' in result.output and "Traceback" not in result.output


@pytest.mark.parametrize(
    ("glossary", "rule"),
    [
        (b"terms:\n  - {term: Gr\xfc\xdfe, definition: x}\n", "not-text"),
        (b"terms:\n  - {term: A, definition: [\n", "not-yaml"),
        (b"terms: 5\n", "not-a-glossary"),
        (b"terms:\n  - {term: A, definition: x}\n  - {term: a, definition: y}\n", "term-claimed-twice"),
    ],
)
def test_glossaries_that_are_none_are_problems_with_a_place(tmp_path: Path, glossary: bytes, rule: str) -> None:
    (tmp_path / "terms.yaml").write_bytes(glossary)
    _, problems = read_glossary(["terms.yaml"], tmp_path)
    assert problems and all(problem.source.file == "terms.yaml" and problem.source.line for problem in problems)
    assert rule in problems[0].rule


def test_a_term_in_another_encoding_is_a_problem_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "term.md").write_bytes(b"# Key\n\nGr\xfc\xdfe.\n")
    glossary, problems = read_glossary(["term.md"], tmp_path)
    assert [(problem.rule, problem.source.line) for problem in problems] == [("not-text", 3)]
    assert glossary.terms == ()


def test_time_grows_with_the_text_and_not_with_the_terms() -> None:
    text = "A word and another. " * 20_000
    few, many = (_seconds(count, text) for count in (100, 10_000))
    assert many < 10 * few, (few, many)


def _seconds(count: int, text: str) -> float:
    terms = (Term(name=f"Term {n} x", forms=(f"term {n} x",)) for n in range(count))
    marks = Marks(Glossary(terms=tuple(terms)), "glossary/")
    marks.in_body("<p>warm</p>", "x/")
    begin = time.process_time()
    marks.in_body(f"<p>{text}</p>", "x/")
    return max(time.process_time() - begin, 0.01)
