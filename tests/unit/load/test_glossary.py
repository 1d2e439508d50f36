"""Glossary files: what they say, and what is wrong with them."""

from pathlib import Path

import pytest

from gatepost.load import load_glossary
from gatepost.load.plurals import plural
from gatepost.model.problem import Problem
from gatepost.model.term import Glossary


def read(tmp_path: Path, text: str, name: str = "glossary.yaml") -> tuple[Glossary, tuple[Problem, ...]]:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return load_glossary([name], tmp_path)


def test_a_term_with_all_that_can_be_said(tmp_path: Path) -> None:
    glossary, problems = read(
        tmp_path,
        """
terms:
  - term: Virtual  key
    definition: |
      One.

      Two.
    synonyms: [gateway key]
    discouraged: [API token, {word: master key, instead: admin key, reason: It opens nothing.}]
    owner: platform
    related: [MCP]
  - {term: MCP, definition: A protocol., plural: false}
discouraged: [{word: whitelist, instead: allow list}]
""",
    )
    assert problems == ()
    key, mcp = glossary.terms
    assert key.name == "Virtual key" and key.definition == "One.\n\nTwo."
    assert key.forms == ("Virtual key", "gateway key", "Virtual keys", "gateway keys")
    assert [(one.word, one.instead) for one in key.discouraged] == [
        ("API token", "Virtual key"),
        ("master key", "admin key"),
    ]
    assert (key.case, mcp.case, mcp.forms) == ("any", "exact", ("MCP",))
    assert glossary.discouraged[0].instead == "allow list"
    assert key.source.line == 3


def test_the_short_form_and_markdown(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words/a.yaml").write_text("terms:\n  Team: Who pays.\n")
    (tmp_path / "words/b.md").write_text("---\nsynonyms: [cap]\n---\n# Budget\n\nHow much.\n\nMore.\n")
    glossary, problems = load_glossary(["words"], tmp_path)
    assert problems == ()
    assert [(term.name, term.definition) for term in glossary.terms] == [
        ("Team", "Who pays."),
        ("Budget", "How much.\n\nMore."),
    ]
    assert glossary.terms[1].synonyms == ("cap",)


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        ("terms:\n  - {term: A, definition: x, synonym: b}", "unknown-key", 2),
        ("terms:\n  - {definition: x}", "term-without-name", 2),
        ("terms:\n  - {term: A}", "term-without-definition", 2),
        ("terms:\n  - {term: '.*', definition: x}", "term-never-found", 2),
        ("terms:\n  - {term: a, definition: x}\n  - {term: A, definition: y}", "term-claimed-twice", 3),
        ("terms:\n  - {term: a, definition: x, related: [b]}", "unknown-term", 2),
        ("terms:\n  - {term: a, definition: x, case: upper}", "unknown-case", 2),
        ("words: []", "unknown-key", 1),
        ("- a", "not-a-glossary", 1),
        ("terms: [}", "not-yaml", 1),
    ],
)
def test_what_is_wrong_has_a_place(tmp_path: Path, text: str, rule: str, line: int) -> None:
    _, problems = read(tmp_path, text)
    assert [(problem.rule, problem.source.line) for problem in problems] == [(rule, line)]


def test_files_outside_the_project_are_refused(tmp_path: Path) -> None:
    _, problems = load_glossary(["../other.yaml", "absent.yaml"], tmp_path)
    assert [problem.rule for problem in problems] == ["file-outside-project", "file-not-found"]


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("key", "keys"),
        ("policy", "policies"),
        ("cache", "caches"),
        ("retry", "retries"),
        ("alias", "alias"),
        ("class", "classes"),
        ("API", "APIs"),
        ("C++", "C++"),
    ],
)
def test_plurals(one: str, many: str) -> None:
    assert plural(one) == many
