"""WCAG 2.2 A and AA by axe-core on pages of MCP servers, and in their console as it asks, confirms and answers."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.mcp_panel import McpPage
from tests.browser.test_accessibility import check

STATES = [(1440, "light"), (390, "dark")]


@pytest.mark.parametrize("path", ["mcp/quarry/", "mcp/workbench-read-only/", "mcp/quarry/tools/merge-change/"])
def test_no_violation_on_pages(page: Page, published: str, path: str) -> None:
    page.goto(published + path)
    for details in page.locator("article details").all():
        details.evaluate("element => { element.open = true }")
    check(page)


@pytest.mark.parametrize(("width", "palette"), STATES)
def test_no_violation_from_question_to_result(chromium: Browser, served: str, width: int, palette: str) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=palette)  # type: ignore[arg-type]
    try:
        console = McpPage(context.new_page(), served, "mcp/quarry/tools/merge-change/").try_it()
        console.call()
        expect(console.panel.get_by_role("alertdialog")).to_be_visible()
        check(console.page)
        console.press("Call it")
        expect(console.panel.get_by_role("region", name="Question of the server")).to_be_visible()
        check(console.page)
        console.press("Decline")
        console.expect_status("Done")
        console = McpPage(console.page, served, "mcp/quarry/tools/get-file/").try_it()
        console.call()
        console.expect_status("Done")
        expect(console.result.locator(".gatepost-mcp-markdown")).to_be_visible()
        console.panel.locator(".gatepost-mcp-transcript > summary").click()
        console.panel.locator(".gatepost-mcp-transcript details > summary").first.click()
        check(console.page)
    finally:
        context.close()
