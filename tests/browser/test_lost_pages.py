"""A reader with the address of a page that is not there any more is told where it may be."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import settled
from tests.browser.search_box import SearchBox
from tests.browser.test_accessibility import RULES
from tests.serving import static_site
from tests.site.conftest import Project
from tests.site.test_versions import OLD, configured


@pytest.fixture(scope="module")
def weather(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of two versions; what it had of stations is gone, and its keys stand at another path."""
    project = Project(tmp_path_factory.mktemp("lost"))
    project.write("specs/old.json", json.dumps(OLD))
    project.write("mkdocs.yml", configured("{label: v1, status: deprecated, openapi: specs/old.json}"))
    project.built()
    return project.site


@pytest.fixture
def site(weather: Path) -> Iterator[str]:
    with static_site(weather, "/weather/") as url:
        yield url


def test_the_address_of_a_page_that_is_gone(page: Page, site: str) -> None:
    page.goto(f"{site}reference/forecasts/get-stations/")
    found = page.locator(".gatepost-lost li")
    expect(found.first).to_contain_text("What became of it:")
    expect(found.nth(1)).to_have_text("The same page in v1")
    violations = Axe().run(settled(page), context="article", options=RULES)
    assert violations.violations_count == 0, violations.generate_report()
    found.first.get_by_role("link").click()
    expect(page.locator("h1")).to_have_text("Changes in v2")
    expect(page.locator("li:target")).to_contain_text("List stations")
    page.context.close()


@pytest.mark.parametrize(
    "lost", ["reference/keys/create-keys/", "latest/reference/keys/create-key/", "0.1/reference/keys/create-key/"]
)
def test_the_address_of_a_page_that_is_called_otherwise(page: Page, site: str, lost: str) -> None:
    page.goto(site + lost)
    page.locator(".gatepost-lost li").first.get_by_role("link").click()
    expect(page).to_have_url(f"{site}reference/keys/create-key/")
    expect(page.locator("article h1")).to_contain_text("Create a <key>")
    page.context.close()


def test_who_is_lost_can_search(page: Page, site: str) -> None:
    page.goto(f"{site}no/such/page/")
    SearchBox(page).open().ask("create a key").expect_first("Create a")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site}reference/keys/create-key/")
    page.context.close()


def test_without_scripts_it_leads_to_the_front_page_and_the_changes(chromium: Browser, site: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}reference/gone/")
    expect(page.locator("article").get_by_role("link", name="the front page")).to_have_attribute("href", "/weather/")
    page.locator("article").get_by_role("link", name="the changes").click()
    expect(page.locator("h1")).to_have_text("Changes")
    context.close()
