"""A guide that `gatepost new` begins has what its kind asks for."""

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from gatepost.cli import main
from gatepost.lint import OUTLINES, Lint
from gatepost.lint.rules.page_types import TYPES
from gatepost.model.gateway import Gateway
from gatepost.model.term import Glossary


def test_there_is_one_for_each_kind() -> None:
    assert OUTLINES.keys() == TYPES.keys()


@pytest.mark.parametrize("kind", OUTLINES)
def test_a_new_guide_raises_nothing(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "docs/rotate-a-key.md"
    result = CliRunner().invoke(main, ["new", kind, str(file), "--owner", "platform"])
    assert result.exit_code == 0, result.output
    text = file.read_text("utf-8")
    assert "# Rotate a key\n" in text
    lint = Lint(Gateway(title=""), Glossary(), lambda schema, value: "", severity={}, today=date(2030, 1, 1))
    assert list(lint.problems({"docs/rotate-a-key.md": text})) == []


def test_a_file_that_is_there_stays(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("mine", "utf-8")
    result = CliRunner().invoke(main, ["new", "concept", str(file)])
    assert result.exit_code == 2 and "is there already" in result.output
    assert file.read_text("utf-8") == "mine"
