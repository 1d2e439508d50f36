"""What writers add to a generated description stays, and is told when it has lost its place."""

import copy
from pathlib import Path

import pytest

from tests.site.conftest import DESCRIPTION, MINIMAL, Project, tags
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


def edited(noted: Project, *lines: str, features: str = "content.action.edit, content.action.view") -> Project:
    """Give the site a forge, and the theme its button."""
    config = (noted.folder / "mkdocs.yml").read_text()
    theme = f"theme: {{name: material, features: [{features}]}}"
    added = "".join(f"{line}\n" for line in lines)
    noted.write("mkdocs.yml", config.replace("theme: material", theme) + added)
    return noted


def editor(noted: Project, page: str) -> str | None:
    found = (attributes for _, attributes in tags(noted.read(f"{page}.html"), "a"))
    return next((one["href"] for one in found if one.get("rel") == "edit"), None)


CREATE = "reference/keys/create-key/index"


def test_edit_leads_to_the_notes_of_an_operation(noted: Project) -> None:
    edited(noted, "repo_url: https://github.com/example/docs", "edit_uri: edit/main/docs/").built()
    forge = "https://github.com/example/docs"
    assert editor(noted, PAGE) == f"{forge}/edit/main/specs/operations/listForecasts.md"
    assert editor(noted, CREATE) == f"{forge}/new/main/specs/operations?filename=createKey.md"
    assert editor(noted, "index") == f"{forge}/edit/main/docs/index.md"
    assert editor(noted, "reference/schemas/forecast/index") is None
    assert "/raw/" not in noted.read(f"{PAGE}.html"), "a page of the reference has no source to view"


def test_edit_follows_the_file(noted: Project) -> None:
    edited(noted, "repo_url: https://github.com/example/docs", "edit_uri: edit/main/docs/").built()
    noted.write("specs/operations/createKey.md", "")
    noted.built()
    assert (editor(noted, CREATE) or "").endswith("/edit/main/specs/operations/createKey.md")
    config = (noted.folder / "mkdocs.yml").read_text()
    noted.write("mkdocs.yml", config.replace("edit/main/", "edit/next/"))
    noted.built()
    assert (editor(noted, CREATE) or "").endswith("/edit/next/specs/operations/createKey.md")


@pytest.mark.parametrize(
    ("lines", "there", "absent"),
    [
        (
            ["repo_url: https://gitlab.com/a/b/docs", "edit_uri: -/edit/main/docs/"],
            "https://gitlab.com/a/b/docs/-/edit/main/specs/operations/listForecasts.md",
            "https://gitlab.com/a/b/docs/-/new/main/specs/operations?file_name=createKey.md",
        ),
        (
            ["repo_url: https://git.example.com/docs", "edit_uri_template: _edit/main/docs/{path}"],
            "https://git.example.com/docs/_edit/main/specs/operations/listForecasts.md",
            None,
        ),
        (["edit_uri: https://e.example/main/docs/"], "https://e.example/main/specs/operations/listForecasts.md", None),
    ],
)
def test_edit_on_other_forges(noted: Project, lines: list[str], there: str, absent: str | None) -> None:
    edited(noted, *lines).built()
    assert (editor(noted, PAGE), editor(noted, CREATE)) == (there, absent)


def test_a_forge_that_is_not_known_is_told_how_files_begin(noted: Project) -> None:
    new = "  - gatepost/guides: {new_file: 'https://git.example.com/new/{folder}?name={name}'}\n"
    noted.write("mkdocs.yml", (noted.folder / "mkdocs.yml").read_text() + new)
    edited(noted, "repo_url: https://git.example.com/docs", "edit_uri: edit/docs/").built()
    assert editor(noted, CREATE) == "https://git.example.com/new/specs/operations?name=createKey.md"


@pytest.mark.parametrize("lines", [[], ["repo_url: https://github.com/example/docs", "edit_uri: ''"]])
def test_no_forge_no_button(noted: Project, lines: list[str]) -> None:
    edited(noted, *lines).built()
    assert editor(noted, PAGE) is None
