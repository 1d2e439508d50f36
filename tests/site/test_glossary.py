"""A glossary in a site: its page, cards, marks, and what they lead to."""

import json
from pathlib import Path

import pytest

from tests.site.conftest import MINIMAL, Project
from tests.site.test_serving import Serving

WORDS = """\
terms:
  - term: Forecast
    definition: |
      What the sky [will do][operation:listForecasts], <script>alert(1)</script> **perhaps**.

      At length.
    synonyms: [prediction]
"""


@pytest.fixture
def worded(project: Project) -> Project:
    project.write("mkdocs.yml", MINIMAL + "  - gatepost/glossary: {terms: specs/words.yaml}\n  - gatepost/guides\n")
    project.write("specs/words.yaml", WORDS)
    project.write("docs/index.md", "# Weather\n\nPredictions, and the [word][term:forecast] itself. `forecast`\n")
    return project


def test_terms_are_marked_in_guides_and_reference(worded: Project) -> None:
    worded.built()
    home = worded.read("index.html")
    assert '<a class="gatepost-term" data-term="forecast" href="glossary/#forecast">Predictions</a>' in home
    assert home.count("data-term") == 2
    page = worded.read("reference/forecasts/list-forecasts/index.html")
    assert page.count("data-term") == 2 and "../../../glossary/#forecast" in page


def test_the_page_says_what_a_term_means_and_where_it_is_used(worded: Project) -> None:
    worded.built()
    page = worded.read("glossary/index.html")
    assert '<h2 id="forecast">Forecast</h2>' in page
    assert 'href="../reference/forecasts/list-forecasts/"' in page
    assert "<script>alert" not in page and "<strong>perhaps</strong>" in page
    assert 'href="../">Home</a>' in page or 'href="../">Weather</a>' in page
    assert "md-nav__link" in page and 'href="#forecast"' in page


def test_cards_are_one_file_without_what_could_run(worded: Project) -> None:
    worded.built()
    cards = json.loads((worded.site / "assets/gatepost/glossary.json").read_text())
    assert cards["forecast"]["name"] == "Forecast"
    assert 'href="reference/forecasts/list-forecasts/"' in cards["forecast"]["html"]
    assert "<script" not in cards["forecast"]["html"] and "length" not in cards["forecast"]["html"]


def test_a_link_to_a_term_that_is_gone_is_named(worded: Project) -> None:
    worded.write("specs/words.yaml", "terms:\n  Forecasting: What the sky will do.\n")
    result = worded.build("--strict")
    assert "docs/index.md:3: error: [term:forecast] leads nowhere" in result.output
    assert "Did you mean `Forecasting`" in result.output


def test_what_is_wrong_with_a_glossary_fails_a_strict_build(worded: Project) -> None:
    worded.write("specs/words.yaml", "terms:\n  - {term: .*}\n")
    result = worded.build("--strict")
    assert result.exit_code == 1
    assert "specs/words.yaml:2 (/terms/0): error: `.*` has no `definition`" in result.output


def test_serve_marks_anew_when_the_words_change(
    worded: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mkdocs_gatepost.dev_server.reloads", lambda: True)
    serving = Serving(worded, tmp_path / "served")
    worded.write("specs/words.yaml", WORDS + "  - {term: Word, definition: What it says.}\n")
    serving.rebuild()
    assert 'data-term="word"' not in (serving.site / "index.html").read_text()  # it stands in a link
    worded.write("docs/index.md", "# Weather\n\nA word.\n")
    serving.rebuild()
    assert 'data-term="word"' in (serving.site / "index.html").read_text()
    assert "data-term=" in serving.get("/reference/forecasts/list-forecasts/")[2]
