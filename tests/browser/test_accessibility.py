"""WCAG 2.2 A and AA by axe-core, both palettes, wide and narrow; and the keyboard."""

from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import settled
from tests.browser.operation_page import OperationPage

PAGES = {
    "operation": "reference/chat/create-chat-completion/",
    "schema": "reference/schemas/chat-request/",
    "index": "reference/",
    "group": "reference/chat/",
    "authentication": "reference/authentication/",
    "guide": "tutorials/first-key/",
    "glossary": "glossary/",
}
WIDTHS = (1440, 390)
PALETTES = ("light", "dark")
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


def check(page: Page) -> None:
    """Have axe-core look at a page as it is now."""
    found = Axe().run(settled(page), options=RULES)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize(("kind", "width", "palette"), list(product(PAGES, WIDTHS, PALETTES)))
def test_no_violation(chromium: Browser, published: str, kind: str, width: int, palette: str) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=palette)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(published + PAGES[kind])
    page.wait_for_load_state("networkidle")
    found = Axe().run(settled(page), options=RULES)
    context.close()
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize(("width", "palette"), list(product(WIDTHS, PALETTES)))
def test_no_violation_in_the_open_console(chromium: Browser, served: str, width: int, palette: str) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=palette)  # type: ignore[arg-type]
    console = OperationPage(context.new_page(), served, PAGES["operation"]).try_it()
    console.send()
    console.expect_status("200 OK")
    found = Axe().run(settled(console.page), options=RULES)
    context.close()
    assert found.violations_count == 0, found.generate_report()


def test_a_call_can_be_made_with_the_keyboard_alone(page: Page, served: str) -> None:
    OperationPage(page, served, "reference/models/list-models/")
    button = page.get_by_role("button", name="Try it")
    for _ in range(200):
        page.keyboard.press("Tab")
        if button.evaluate("element => element === document.activeElement"):
            break
    page.keyboard.press("Enter")
    panel = page.locator(".gatepost-console-panel")
    expect(panel).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(panel.locator(".gatepost-status")).to_contain_text("200 OK")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(button).to_be_focused()


def test_sample_tabs_follow_the_arrow_keys(page: Page, published: str) -> None:
    OperationPage(page, published, PAGES["operation"])
    tabs = page.locator(".gatepost-samples").first.get_by_role("tab")
    tabs.first.focus()
    page.keyboard.press("ArrowRight")
    expect(tabs.nth(1)).to_be_focused()
    expect(tabs.nth(1)).to_have_attribute("aria-selected", "true")
