"""Readers change the version without losing their place."""

import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import settled
from tests.browser.test_accessibility import RULES
from tests.browser.version_switcher import VersionSwitcher

SPECS = Path(__file__).parents[2] / "specs"
ADDRESS = re.compile(r'data-kind="?operation"? data-address="([^"]*)"')
NEW, OLD = "2026-11", "2025-11"


@cache
def moved() -> dict[str, str]:
    """New addresses of operations by old ones, from the list of planted changes and the renamed parameter."""
    planted = yaml.safe_load((SPECS / "changes-2025-11-to-2026-11.yaml").read_text())["changes"]
    found = {}
    for change in planted:
        if change["rule"] == "operation-moved":
            _, _, path, method = change["old"].split("/")
            old = path.replace("~1", "/")
            found[f"operation:{method.upper()} {old}"] = change["address"]
    return found


def same(old: str) -> str:
    """The address in the new version of an operation of the old one."""
    return moved().get(old, old.replace("{team}", "{team_id}"))


def operations(site: Path, folder: str) -> Iterator[tuple[str, str]]:
    """Path and address of each operation's page."""
    for page in sorted((site / folder / "reference").rglob("index.html")):
        if found := ADDRESS.search(page.read_text()):
            yield f"{page.parent.relative_to(site).as_posix()}/", found[1]


def test_from_fifty_operations_readers_land_on_the_same_or_on_why_not(
    page: Page, demo_site: Path, published: str
) -> None:
    pages = [(path, address, OLD) for path, address in operations(demo_site, "")]
    pages += [(path, address, NEW) for path, address in operations(demo_site, OLD)]
    assert len(pages) > 100
    explained = 0
    for path, address, other in random.Random(7).sample(pages, 50):
        page.goto(published + path, wait_until="commit")
        where, _, anchor = VersionSwitcher(page).target(other).removeprefix(published).partition("#")
        landed = (demo_site / where / "index.html").read_text()
        if where.startswith("changes/"):
            explained += 1
            item = landed.partition(f'<li id="{anchor}"')[2].partition("<li id=")[0]
            assert address.partition(" ")[2] in item, path
            continue
        found = ADDRESS.search(landed)
        assert found, path
        assert same(address) == found[1] if other == NEW else address == same(found[1]), path
    assert 0 < explained < 15


def test_the_banner_leads_back_and_the_place_in_the_page_is_kept(page: Page, published: str) -> None:
    page.goto(f"{published}reference/budgets/create-budget/#body-name")
    VersionSwitcher(page).choose(OLD)
    assert page.url.endswith(f"/{OLD}/reference/budgets/create-budget/#body-name")
    banner = page.locator(".gatepost-banner")
    expect(banner).to_contain_text("2025-11 is deprecated.")
    banner.get_by_role("link").click()
    expect(page.locator(".gatepost-version > button")).to_contain_text(NEW)
    assert page.url.endswith("/reference/budgets/create-budget/")


def test_the_list_is_left_by_key_and_by_click(page: Page, published: str) -> None:
    page.goto(f"{published}tutorials/first-call/")
    switcher = VersionSwitcher(page)
    switcher.open()
    expect(switcher.versions.first).to_be_focused()
    expect(switcher.versions.first).to_have_attribute("aria-current", "true")
    page.keyboard.press("Escape")
    expect(switcher.versions).to_have_count(0)
    expect(switcher.button).to_be_focused()
    switcher.open()
    page.locator("h1").click()
    expect(switcher.versions).to_have_count(0)
    expect(switcher.button).to_have_attribute("aria-expanded", "false")


def test_what_was_before_shows_on_every_page_once_asked_for(page: Page, published: str) -> None:
    page.goto(f"{published}reference/chat/create-chat-completion/#history")
    before = page.locator(".gatepost-compared").first
    expect(before).to_be_hidden()
    page.get_by_label("Show what was before").check()
    expect(before).to_be_visible()
    page.goto(f"{published}changes/{NEW}/")
    expect(page.locator(".gatepost-compared").first).to_be_visible()


def test_operations_are_hidden_by_status_on_every_page_once_asked_for(page: Page, published: str) -> None:
    page.goto(f"{published}reference/chat/")
    listed = page.locator("#operations a", has_text="/v1/completions")
    expect(listed).to_be_visible()
    choice = page.get_by_role("group", name="Show operations that are")
    choice.get_by_label("deprecated").uncheck()
    expect(listed).to_be_hidden()
    expect(choice.get_by_role("status")).to_have_text("1 hidden")
    page.goto(f"{published}reference/chat/create-chat-completion/")
    navigation = page.locator(".gatepost-navigation")
    expect(navigation.locator("[aria-current]").first).to_be_visible()
    expect(navigation.locator("a[data-deprecated]").first).to_be_hidden()
    page.goto(f"{published}reference/chat/")
    choice.get_by_label("deprecated").check()
    expect(listed).to_be_visible()
    choice.get_by_label(f"new in {NEW}").uncheck()
    expect(page.locator("#operations a", has_text="/v1/responses")).to_be_hidden()
    choice.get_by_label(f"changed in {NEW}").uncheck()
    expect(listed).to_be_hidden()
    choice.get_by_label(f"changed in {NEW}").check()
    expect(listed).to_be_visible()


def test_what_is_past_its_end_can_be_hidden(page: Page, published: str) -> None:
    page.clock.set_fixed_time("2027-06-02T10:00:00Z")
    page.goto(f"{published}reference/chat/")
    listed = page.locator("#operations a", has_text="/v1/completions")
    expect(listed).to_be_visible()
    page.get_by_label("past their end").uncheck()
    expect(listed).to_be_hidden()
    expect(page.locator("#operations a", has_text="/v1/chat/completions")).to_be_visible()


def test_calls_before_and_after_are_in_the_language_that_a_reader_chose(page: Page, published: str) -> None:
    page.goto(f"{published}reference/virtual-keys/create-key/")
    page.get_by_role("tab", name="Python", exact=True).click()
    page.goto(f"{published}postern/migrate-to-{NEW}/")
    calls = page.locator(".gatepost-calls", has=page.get_by_text("is now required."))
    shown = calls.get_by_role("tabpanel", name="Python")
    expect(shown.locator("pre")).to_have_count(2)
    expect(shown.locator("mark", has_text="team_id")).to_have_count(1)
    expect(shown).to_contain_text(f"Before {OLD}")
    calls.get_by_role("tab", name="Go", exact=True).click()
    page.goto(f"{published}reference/virtual-keys/create-key/")
    expect(page.get_by_role("tab", name="Go", exact=True)).to_have_attribute("aria-selected", "true")


def test_without_scripts_calls_open_language_by_language(chromium: Browser, published: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{published}postern/migrate-to-{NEW}/")
    calls = page.locator(".gatepost-calls", has=page.get_by_text("is now required."))
    expect(calls.get_by_text('"team_id": "team_harbour"').first).to_be_visible()
    ruby = calls.locator("details", has=page.get_by_text("Ruby", exact=True))
    expect(ruby.locator("pre").first).to_be_hidden()
    ruby.locator("summary").click()
    expect(ruby.locator("pre").first).to_be_visible()
    context.close()


def test_pages_count_the_days_to_an_end(page: Page, published: str) -> None:
    page.clock.set_fixed_time("2027-05-01T10:00:00Z")
    page.goto(f"{published}reference/chat/create-completion/")
    expect(page.locator(".gatepost-deprecated")).to_contain_text("It ends on 2027-05-31 (in 30 days).")
    page.goto(f"{published}changes/{NEW}/#sunsets")
    expect(page.locator(".gatepost-changes-ends li").first).to_contain_text("(in 30 days)")
    page.context.close()


def test_without_scripts_the_switcher_leads_to_the_versions(chromium: Browser, published: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{published}{OLD}/reference/chat/create-chat-completion/")
    page.locator(".gatepost-version a").click()
    expect(page.locator("h1")).to_have_text("Changes")
    page.get_by_role("link", name=f"What changed in {NEW}").click()
    expect(page.locator("#breaking")).to_be_visible()
    context.close()


@pytest.mark.parametrize(
    ("path", "width", "palette"),
    [
        ("changes/", 1440, "dark"),
        ("changes/", 390, "light"),
        (f"changes/{NEW}/", 1440, "light"),
        (f"changes/{NEW}/", 390, "dark"),
        ("reference/chat/", 390, "dark"),
        ("reference/chat/", 1440, "light"),
        (f"{OLD}/reference/chat/create-chat-completion/", 390, "light"),
    ],
)
def test_no_violation(chromium: Browser, published: str, path: str, width: int, palette: str) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=palette)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(published + path)
    for compare in page.get_by_label("Show what was before").all():
        compare.check()
    found = Axe().run(settled(page), options=RULES)
    assert found.violations_count == 0, found.generate_report()
    VersionSwitcher(page).open()
    # By itself: it lies over links of the page, which axe would take for small targets.
    found = Axe().run(settled(page), context=".gatepost-version", options=RULES)
    assert found.violations_count == 0, found.generate_report()
    context.close()


@pytest.mark.parametrize(("width", "palette"), [(390, "dark"), (1440, "light")])
def test_no_violation_in_calls_of_a_guide(chromium: Browser, published: str, width: int, palette: str) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=palette)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{published}postern/migrate-to-{NEW}/")
    expect(page.locator(".gatepost-calls [role=tablist]").first).to_be_visible()
    # The links of the guide's own words are the theme's.
    found = Axe().run(settled(page), context=".gatepost-calls", options=RULES)
    assert found.violations_count == 0, found.generate_report()
    context.close()
