"""With `inject`, other plugins' page hooks see the pages of the reference."""

import re

from tests.site.conftest import Project, searched

PAGE = "reference/forecasts/list-forecasts/index.html"
HOOK = """
def on_page_content(html, page, config, files):
    return html + f"<p>hooked {page.title}</p>"
"""


def injected(project: Project, *, inject: bool) -> dict[str, bytes]:
    config = (project.folder / "mkdocs.yml").read_text()
    config = config.replace("gatepost/reference", f"gatepost/reference: {{inject: {str(inject).lower()}}}")
    project.write("hook.py", HOOK)
    project.write("mkdocs.yml", config + "hooks: [hook.py]\n")
    return project.built()


def test_hooks_run_on_every_page(project: Project) -> None:
    files = injected(project, inject=True)
    assert b"<p>hooked List forecasts</p>" in files[PAGE]
    assert b"<title>List forecasts - Weather</title>" in files[PAGE]
    assert files[PAGE].count(b"<h1") == 1
    assert b"# List forecasts" in files[PAGE.replace(".html", ".md")]
    assert files["sitemap.xml"].count(b"reference/forecasts/list-forecasts/") == 1
    assert searched(files).count("reference/forecasts/list-forecasts/") == 1
    assert "reference/forecasts/list-forecasts/contract.json" in files


def test_without_it_they_do_not(project: Project) -> None:
    files = injected(project, inject=False)
    assert b"hooked" not in files[PAGE]
    assert b"hooked" in files["index.html"]


def test_they_have_what_other_pages_of_the_reference_have(project: Project) -> None:
    """A button for each Python sample, the guides that lead there, and terms of the glossary."""
    project.write("specs/words.yaml", "terms:\n  - term: Forecast\n    definition: What the weather will be.\n")
    project.write("docs/index.md", "# Weather\n\nSee [all](reference/forecasts/list-forecasts.md).\n")
    config = (project.folder / "mkdocs.yml").read_text()
    more = "  - gatepost/sandbox\n  - gatepost/glossary: {terms: specs/words.yaml}\n  - gatepost/guides\n"
    project.write("mkdocs.yml", config + more)
    for inject in (False, True):
        page = injected(project, inject=inject)[PAGE].decode()
        project.write("mkdocs.yml", config + more)
        assert "<gatepost-console data-runs " in page
        assert re.search(r'id="?guides"?>Guides</h2><ul[^>]*><li><a [^>]*>Weather</a>', page)
        assert 'data-term="forecast"' in page


def test_without_a_console_they_have_no_room_for_one(project: Project) -> None:
    config = (project.folder / "mkdocs.yml").read_text()
    project.write("mkdocs.yml", config.replace("  - gatepost/console\n", ""))
    files = injected(project, inject=True)
    assert b"<gatepost-console" not in files[PAGE]
