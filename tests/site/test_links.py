"""Guides link to the reference, and links that lead nowhere are found."""

import pytest

from tests.site.conftest import Project

PAGE = "reference/forecasts/list-forecasts"
ANCHORS = "validation:\n  links: {anchors: warn, unrecognized_links: warn}\n"


def link(project: Project, target: str, guide: str = "docs/guides/first.md") -> None:
    project.write(guide, f"# First\n\n[operation]({target})\n")
    config = project.folder / "mkdocs.yml"
    if ANCHORS not in config.read_text():
        config.write_text(config.read_text() + ANCHORS)


@pytest.mark.parametrize("spelling", ["/", ".md", "/index.md", ""])
def test_every_spelling_of_a_page_is_understood(project: Project, spelling: str) -> None:
    link(project, f"../{PAGE}{spelling}")
    assert f'href="../../{PAGE}/"'.encode() in project.built()["guides/first/index.html"]


def test_index_pages_can_be_linked_to(project: Project) -> None:
    link(project, "../reference/index.md")
    assert b'<a href="../../reference/">operation</a>' in project.built()["guides/first/index.html"]
    link(project, "../reference/")
    assert b'<a href="../../reference/">operation</a>' in project.built()["guides/first/index.html"]


def test_anchors_are_checked(project: Project) -> None:
    project.built()
    import re

    (anchor, *_) = re.findall(r'id="([^"]*city[^"]*)"', project.read(f"{PAGE}/index.html"))
    link(project, f"../{PAGE}.md#{anchor}")
    assert f'href="../../{PAGE}/#{anchor}"'.encode() in project.built()["guides/first/index.html"]
    link(project, f"../{PAGE}.md#no-such-place")
    result = project.build("--strict")
    assert result.exit_code == 1
    assert "does not contain an anchor '#no-such-place'" in result.output


@pytest.mark.parametrize("target", ["../reference/forecasts/gone.md", "../reference/gone/"])
def test_a_link_to_no_page_fails_the_strict_build(project: Project, target: str) -> None:
    link(project, target)
    result = project.build("--strict")
    assert result.exit_code == 1
    assert target in result.output


@pytest.mark.parametrize("target", ["reference/", "reference/index.md", "reference/forecasts/"])
def test_the_navigation_can_place_the_reference(project: Project, target: str) -> None:
    config = (project.folder / "mkdocs.yml").read_text()
    project.write("mkdocs.yml", config + f"nav:\n  - Home: index.md\n  - Develop:\n    - The API: {target}\n")
    files = project.built()
    assert files["index.html"].count(b"The API") >= 1
    assert b"The API" in files[f"{PAGE}/index.html"]
    assert b"gatepost-navigation" in files[f"{PAGE}/index.html"]


def test_a_guide_that_has_the_address_of_a_page_wins_and_is_named(project: Project) -> None:
    project.write("docs/reference/index.md", "# Mine\n")
    result = project.build()
    assert result.exit_code == 0
    assert "reference/index.md" in result.output
    assert "<h1" in project.read("reference/index.html") and "Mine" in project.read("reference/index.html")
