"""The glossary for Vale."""

from pathlib import Path

from click.testing import CliRunner

from gatepost.cli import main


def test_terms_are_accepted_and_discouraged_words_rejected(tmp_path: Path) -> None:
    words = tmp_path / "words.yaml"
    words.write_text(
        "terms:\n  - {term: Virtual key, definition: x, discouraged: [API token]}\n  - {term: MCP, definition: y}\n"
    )
    result = CliRunner().invoke(main, ["vocabulary", str(words), "--out", str(tmp_path / "out")])
    assert result.exit_code == 0, result.output
    assert (tmp_path / "out/accept.txt").read_text().splitlines() == [
        "(?i)Virtual key",
        "(?i)Virtual keys",
        "MCP",
        "MCPs",
    ]
    assert (tmp_path / "out/reject.txt").read_text() == "(?i)API token\n"
