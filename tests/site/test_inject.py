"""With `inject`, other plugins' page hooks see the pages of the reference."""

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
