"""Rules where the fixture site has no room for them."""

from datetime import date
from pathlib import Path

import pytest

from gatepost.errors import ConfigurationError
from gatepost.lint import Lint
from gatepost.lint.codeowners import owners
from gatepost.model.gateway import Gateway
from gatepost.model.problem import Problem
from gatepost.model.term import Discouraged, Glossary, Term


def lint(sources: dict[str, str], glossary: Glossary | None = None, **options: object) -> list[Problem]:
    given = {"severity": {}, "today": date(2026, 11, 23), "codeowners": "", **options}
    made = Lint(Gateway(title=""), glossary or Glossary(), lambda schema, value: "", **given)  # type: ignore[arg-type]
    return list(made.problems(sources))


def rules(source: str, **options: object) -> list[str]:
    return [problem.rule for problem in lint({"x.md": source}, **options)]


def test_a_rule_can_be_louder_or_off() -> None:
    source = "```\nx\n```\n"
    assert rules(source) == ["sample-without-language"]
    assert lint({"x.md": source}, severity={"sample-without-language": "error"})[0].severity == "error"
    assert rules(source, severity={"sample-without-language": "off"}) == []
    with pytest.raises(ConfigurationError, match="Did you mean `sample-without-language`"):
        rules(source, severity={"sample-with-language": "off"})
    with pytest.raises(ConfigurationError, match="not 'loud'"):
        rules(source, severity={"two-names": "loud"})


@pytest.mark.parametrize(
    ("meta", "expected"),
    [
        ("review_by: 2026-11-22", ["review-expired"]),
        ("review_by: 2026-11-24", []),
        ("reviewed: 2026-01-01\nreview_every: 6m", ["review-expired"]),
        ("reviewed: 2026-01-01\nreview_every: 1y", []),
        ("type: essay", ["unknown-page-type"]),
        ("type: tutorial", ["missing-part", "missing-part"]),
        ("type: [a]", ["unknown-page-type"]),
    ],
)
def test_front_matter(meta: str, expected: list[str]) -> None:
    found = lint({"x.md": f"---\n{meta}\n---\n# Title\n\nText.\n"})
    assert [problem.rule for problem in found] == expected[: len(found)] and bool(found) == bool(expected)


def test_owners_come_from_codeowners() -> None:
    text = "* @all\ndocs/ @writers # them\n/docs/api/*.md @api\n*.txt @text\n"
    owner_of = owners(text)
    assert owner_of("README.md") == "@all"
    assert owner_of("docs/guide/a.md") == "@writers"
    assert owner_of("docs/api/a.md") == "@api"
    assert owner_of("docs/api/b/a.md") == "@writers"
    assert rules("# x", codeowners="other/ @x") == ["page-without-owner"]
    assert rules("# x", codeowners="*.md @x") == []


def test_discouraged_words_are_read_as_words_and_not_in_code() -> None:
    glossary = Glossary(discouraged=(Discouraged(word="master key", instead="admin key"),))
    found = lint(
        {"x.md": "`master key` [x](master-key.md) https://e.example/master-key\n\nThe Master keys, a master key.\n"},
        glossary,
    )
    assert [(problem.source.line, "Say `admin key`" in problem.message) for problem in found] == [(3, True)]


def test_two_names_that_hold_each_other_are_no_contradiction() -> None:
    terms = (Term(name="Model", synonyms=("language model", "engine"), forms=("Model",)),)
    assert rules("A model, a language model.", glossary=Glossary(terms=terms)) == []


def test_ten_thousand_paragraphs_are_compared_in_linear_time() -> None:
    sources = {
        f"{n}.md": "\n\n".join(f"{n} {m} " + "word " * 3 + f"x{n * m} " * 24 for m in range(10)) for n in range(100)
    }
    assert len(lint(sources)) < 1000


def test_secrets_are_seen_and_invented_ones_are_not(tmp_path: Path) -> None:
    assert rules("AKIA" + "Q7RZP4M2N8T5W3K9") == ["secret-in-text"]
    assert rules("AKIAIOSFODNN7EXAMPLE and sk-sandbox") == []
