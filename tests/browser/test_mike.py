"""Readers change between versions that mike has published, by the theme's switcher, without losing their place."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.mike_branch import checked_out, deploy, start
from tests.serving import static_site
from tests.site.conftest import Project

OPERATION = "reference/keys/create-key/"


@pytest.fixture(scope="module")
def branch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mike")
    project = Project(folder / "project")
    start(project)
    project.write("docs/index.md", "# Weather\n\nAnother day.\n")
    deploy(project, "2.0", "latest", "--update-aliases")
    return checked_out(project, folder / "branch")


def test_from_an_operation_to_the_same_in_the_other_version_and_back(page: Page, branch: Path) -> None:
    with static_site(branch, "/weather/") as site:
        page.goto(f"{site}1.0/{OPERATION}")
        shown = page.locator(".md-version__current")
        for here, there in (("1.0", "2.0"), ("2.0", "1.0")):
            expect(shown).to_contain_text(here)
            # By key: the list opens where the mouse is, and after the first change it is on it already.
            page.locator(".md-version__link", has_text=there).press("Enter")
            expect(page).to_have_url(f"{site}{there}/{OPERATION}")
            expect(page.locator("article.gatepost-page h1")).to_contain_text("Create a <key>")
        page.context.close()


def test_the_alias_is_the_newest_version(page: Page, branch: Path) -> None:
    with static_site(branch, "/weather/") as site:
        page.goto(f"{site}latest/{OPERATION}")
        expect(page.locator(".md-version__current")).to_contain_text("2.0")
        expect(page.locator("article.gatepost-page h1")).to_contain_text("Create a <key>")
        page.context.close()
