"""Guides that name parts of the contract, and pages that name their guides."""

import copy
from pathlib import Path

import pytest

from tests.site.conftest import DESCRIPTION, MINIMAL, Project
from tests.site.test_serving import Serving

OPERATION = "reference/forecasts/list-forecasts/"


@pytest.fixture
def guided(project: Project) -> Project:
    project.write("mkdocs.yml", MINIMAL + "  - gatepost/guides\n")
    project.write(
        "docs/how-to/ask.md", "# Ask\n\n[][operation:listForecasts] by [city][operation:listForecasts.city].\n"
    )
    return project


def test_guide_and_page_lead_to_each_other(guided: Project) -> None:
    guided.built()
    guide = guided.read("how-to/ask/index.html")
    assert f'href="../../{OPERATION}" title="GET /forecasts">List forecasts</a>' in guide
    assert f'href="../../{OPERATION}#query-city"' in guide
    assert "gatepost-uses" in guide
    page = guided.read(f"{OPERATION}index.html")
    assert "<h2 id=guides>Guides</h2>" in page.replace('"', "") and "../../../how-to/ask/" in page
    assert "- [Ask](../../../how-to/ask/)" in guided.read(f"{OPERATION}index.md")
    assert "gatepost-guides" not in guided.read("reference/keys/create-key/index.html")


def test_a_new_guide_changes_just_the_page_that_it_leads_to(guided: Project) -> None:
    guided.built()
    before = {path: path.stat().st_mtime_ns for path in (guided.site / "reference").rglob("index.html")}
    guided.write("docs/index.md", "# Weather\n\n[][operation:createKey]\n")
    guided.built()
    changed = {path for path, time in before.items() if path.stat().st_mtime_ns != time}
    assert changed == {guided.site / "reference/keys/create-key/index.html"}


def test_a_renamed_operation_is_named_with_every_guide(guided: Project) -> None:
    guided.write("docs/other.md", "---\ntitle: Other\n---\n\n[ask][operation:listForecasts]\n")
    changed = copy.deepcopy(DESCRIPTION)
    changed["paths"]["/forecasts"]["get"]["operationId"] = "listAllForecasts"
    guided.describe(changed)
    result = guided.build("--strict")
    assert result.exit_code == 1
    for place in ("docs/how-to/ask.md:3", "docs/other.md:5"):
        assert f"{place}: error: [operation:listForecasts] leads nowhere" in result.output
    assert "Did you mean `listAllForecasts`" in result.output


def test_serve_keeps_guides_until_the_contract_changes_under_them(
    guided: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mkdocs_gatepost.dev_server.reloads", lambda: True)
    serving = Serving(guided, tmp_path / "served")
    assert ">List forecasts</a>" in (serving.site / "how-to/ask/index.html").read_text()
    changed = copy.deepcopy(DESCRIPTION)
    changed["paths"]["/forecasts"]["get"]["summary"] = "All forecasts"
    guided.describe(changed)
    serving.rebuild()
    assert ">All forecasts</a>" in (serving.site / "how-to/ask/index.html").read_text()
    assert "how-to/ask/" in serving.get(f"/{OPERATION}")[2]


def test_contradictions_are_told_in_the_build_and_remembered(guided: Project) -> None:
    guided.write("docs/other.md", "# Other\n\nCall `GET /forecast`, or `POST /keys`, which answers with 200.\n")
    first = guided.build()
    assert "docs/other.md:3: error: `createKey` does not answer 200" in first.output.replace(
        "`createKey`", "`createKey`"
    )
    assert guided.build("--strict").exit_code == 1
    assert "does not answer 200" in guided.build().output
    guided.write("mkdocs.yml", MINIMAL + "  - gatepost/guides: {checks: {unknown-status: note}, health: true}\n")
    guided.built()
    page = guided.read("docs-health/index.html")
    assert '<a href="../other/"><code>docs/other.md</code></a>' in page
    assert "line 3, unknown-status" in page and "<code>createKey</code> does not answer 200" in page
    assert "1 note in" in page


def test_a_rule_that_is_not_there_is_refused(guided: Project) -> None:
    guided.write("mkdocs.yml", MINIMAL + "  - gatepost/guides: {checks: {wrong-limits: off}}\n")
    assert "there is no rule 'wrong-limits'. Did you mean `wrong-limit`" in guided.build().output


def test_old_addresses_lead_to_where_pages_are_now(guided: Project) -> None:
    guided.write("docs/a/new.md", "---\nredirect_from: [old/place/, b/old.md, /c.html]\n---\n# New\n")
    files = guided.built()
    assert b'url=../../a/new/"' in files["old/place/index.html"]
    assert b'url=../../a/new/"' in files["b/old/index.html"]
    assert b'url=a/new/"' in files["c.html"]


@pytest.mark.parametrize(
    "old", ["how-to/ask/", "reference/keys/", "../up/", "https://e.example/", "javascript:alert(1)"]
)
def test_addresses_that_cannot_be_left_are_told(guided: Project, old: str) -> None:
    guided.write("docs/new.md", f"---\nredirect_from: '{old}'\n---\n# New\n")
    result = guided.build("--strict")
    assert result.exit_code == 1 and "docs/new.md:2: warning: redirect_from:" in result.output


def test_a_heading_that_has_moved_is_looked_for(guided: Project) -> None:
    config = MINIMAL + "  - gatepost/guides\nvalidation: {links: {anchors: warn}}\n"
    guided.write("mkdocs.yml", config)
    guided.write("docs/a.md", "# A\n\n## Asking twice\n")
    guided.write("docs/b.md", "# B\n\n[one](how-to/ask.md#asking-twice) [two](a.md#asking-twic)\n")
    output = guided.build().output
    assert "b.md: 'how-to/ask.md#asking-twice' may have become 'a.md#asking-twice'" in output
    assert "b.md: 'a.md#asking-twic' may have become 'a.md#asking-twice'" in output


def test_a_built_site_has_nothing_of_the_editor(guided: Project) -> None:
    files = guided.built()
    assert not [name for name in files if Path(name).name.startswith("edit")]
    pages = b"".join(content for name, content in files.items() if name.endswith((".html", ".js")))
    assert b"_gatepost/edit" not in pages and b"gatepost-edit-" not in pages
