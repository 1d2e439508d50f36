"""Sites that are published with mike, beside each other on a branch."""

import json
from pathlib import Path

import pytest

from tests.link_checker import broken_links
from tests.mike_branch import checked_out, deploy, files, git, start
from tests.site.conftest import Project

VERSIONS = ("1.0", "2.0")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A site that was published twice; between the two one guide changed."""
    project = Project(tmp_path_factory.mktemp("mike"))
    start(project)
    project.write("docs/index.md", "# Weather\n\nAnother day.\n")
    deploy(project, "2.0", "latest", "--update-aliases")
    return project


def test_two_versions_stand_side_by_side(published: Project) -> None:
    both = files(published)
    one, two = ({path[4:] for path in both if path.startswith(v) and path.endswith("index.html")} for v in VERSIONS)
    assert one == two and "reference/keys/create-key/index.html" in one
    told = json.loads(git(published, "show", "gh-pages:versions.json"))
    assert [(one["version"], one["aliases"]) for one in told] == [("2.0", ["latest"]), ("1.0", [])]
    for version in VERSIONS:
        page = git(published, "show", f"gh-pages:{version}/reference/keys/create-key/index.html")
        assert '"provider": "mike"' in page  # the theme's switcher reads versions.json where this is said
        assert "https://docs.example/weather/latest/reference/keys/create-key/" in page


def test_the_branch_grows_by_the_pages_that_changed_and_the_lists_of_pages(published: Project) -> None:
    both = files(published)
    one, two = ({path[4:]: blob for path, blob in both.items() if path.startswith(v)} for v in VERSIONS)
    changed = {path for path in two if one.get(path) != two[path]}
    assert "index.html" in changed
    others = {path for path in changed if not path.startswith(("index.", "assets/gatepost/search/", "sitemap.xml"))}
    assert not others, f"of {len(two)} files"
    assert not {path for path in changed if path.endswith((".js", ".css"))}


def test_no_link_of_either_version_is_broken(published: Project, tmp_path: Path) -> None:
    branch = checked_out(published, tmp_path / "branch")
    links = "".join(f'<a href="{version}/">{version}</a>' for version in (*VERSIONS, "latest"))
    (branch / "index.html").write_text(links)
    assert broken_links(branch) == []


def test_a_build_that_fails_publishes_nothing(published: Project) -> None:
    before, description = git(published, "rev-parse", "gh-pages"), published.folder / "specs/gateway.yaml"
    good = description.read_text()
    description.write_text("openapi: 3.1.0\ninfo: {title: A, title: B}\n")
    try:
        with pytest.raises(AssertionError, match=r"specs/gateway\.yaml:2"):
            deploy(published, "3.0")
    finally:
        description.write_text(good)
    assert git(published, "rev-parse", "gh-pages") == before
