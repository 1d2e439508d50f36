"""What writers add to a generated description stays, and is told when it has lost its place."""

import copy
from pathlib import Path

import pytest

from tests.site.conftest import DESCRIPTION, MINIMAL, Project
from tests.site.test_serving import Serving

PAGE = "reference/forecasts/list-forecasts/index"
NOTES = "# Anything\n\nBest asked **at dawn**.\n\n## FAQ\n\n### Why?\n\n<script>alert(1)</script> Because.\n"


@pytest.fixture
def noted(project: Project) -> Project:
    inputs = "{openapi: {path: specs/gateway.yaml, notes: specs/operations, overlays: [specs/overlay.yaml]}}"
    project.write("mkdocs.yml", MINIMAL.replace("{openapi: specs/gateway.yaml}", inputs))
    project.write("specs/operations/listForecasts.md", NOTES)
    project.write(
        "specs/overlay.yaml",
        "overlay: 1.0.0\ninfo: {title: x, version: '1'}\nactions:\n"
        "  - {target: \"$.paths['/forecasts'].get\", update: {summary: Read forecasts}}\n",
    )
    return project


def test_notes_and_overlays_are_on_the_page_and_in_its_twin(noted: Project) -> None:
    noted.built()
    html = noted.read(f"{PAGE}.html")
    assert "Every forecast, the newest first." in html and "<strong>at dawn</strong>" in html
    assert "notes-faq" in html and "Because." in html and "<script>alert" not in html
    assert "<title>Read forecasts - Weather</title>" in html
    assert "Best asked **at dawn**." in noted.read(f"{PAGE}.md") and "## FAQ" in noted.read(f"{PAGE}.md")


def test_a_change_of_either_is_seen_by_the_next_build(noted: Project) -> None:
    noted.built()
    noted.write("specs/operations/listForecasts.md", "At dusk.\n")
    noted.write("specs/operations/createKey.md", "Keep it.\n")
    overlay = noted.folder / "specs/overlay.yaml"
    overlay.write_text(overlay.read_text().replace("Read forecasts", "See forecasts"))
    noted.built()
    assert "At dusk." in noted.read(f"{PAGE}.html") and "See forecasts" in noted.read(f"{PAGE}.html")
    assert "Keep it." in noted.read("reference/keys/create-key/index.html")


def test_what_has_lost_its_place_is_told_with_where_it_may_have_gone(noted: Project) -> None:
    changed = copy.deepcopy(DESCRIPTION)
    changed["paths"]["/forecast"] = changed["paths"].pop("/forecasts")
    changed["paths"]["/forecast"]["get"]["operationId"] = "listForecast"
    noted.describe(changed)
    result = noted.build("--strict")
    assert result.exit_code == 1
    assert "specs/operations/listForecasts.md:1: warning: there is no operation" in result.output
    assert "Did you mean `listForecast`" in result.output
    assert "specs/overlay.yaml:4" in result.output and "Did you mean `/forecast`" in result.output


def test_serve_sees_new_notes(noted: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mkdocs_gatepost.dev_server.reloads", lambda: True)
    serving = Serving(noted, tmp_path / "served")
    noted.write("specs/operations/createKey.md", "Keep it.\n")
    serving.rebuild()
    assert "Keep it." in serving.get("/reference/keys/create-key/")[2]
