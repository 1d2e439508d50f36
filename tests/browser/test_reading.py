"""Reading the published site: a plain static server, a sub-path, with and without script."""

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.browser.operation_page import OperationPage

CHAT = "reference/chat/create-chat-completion/"


def test_nothing_leaves_the_origin_and_nothing_fails(page: Page, published: str) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    operation = OperationPage(page, published, CHAT)
    page.wait_for_load_state("networkidle")
    assert requests and all(url.startswith(published) for url in requests)
    assert not operation.errors


def test_the_console_of_a_published_site_opens_and_says_who_receives(page: Page, published: str) -> None:
    console = OperationPage(page, published, CHAT).try_it()
    assert console.destination == "to the sandbox in this page"


def test_a_language_is_remembered_on_other_pages(page: Page, published: str) -> None:
    operation = OperationPage(page, published, CHAT)
    assert "httpx" in operation.sample("Python")
    OperationPage(page, published, "reference/models/list-models/")
    expect(page.locator(".gatepost-samples").first.get_by_role("tab", selected=True)).to_have_text("Python")


def test_an_index_of_tools_is_filtered_and_left_by_keyboard(page: Page, published: str) -> None:
    OperationPage(page, published, "mcp/quarry/")
    tools = page.locator("#tool-list [data-filter-text]")
    expect(tools).to_have_count(7)
    page.get_by_label("Filter tools").focus()
    page.keyboard.type("merge change")
    expect(tools.filter(visible=True)).to_have_count(1)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Merge a change").and_(page.locator("main *:focus"))).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(re.compile("Merge a change"))


def test_a_deep_link_opens_what_hides_the_field(page: Page, published: str) -> None:
    operation = OperationPage(page, published, CHAT)
    folded = operation.article.locator("details:not([open]) dt[id]").last
    anchor = folded.get_attribute("id")
    assert anchor
    OperationPage(page, published, f"{CHAT}#{anchor}")
    expect(page.locator(f'[id="{anchor}"]')).to_be_in_viewport()


def test_the_navigation_is_loaded_and_marks_the_page(page: Page, published: str) -> None:
    OperationPage(page, published, CHAT)
    tree = page.get_by_role("navigation", name="Reference")
    current = tree.locator("[aria-current=page]")
    expect(current).to_have_text(re.compile("Create a chat completion"))


def test_all_content_is_there_without_script(chromium: Browser, published: str) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(published + CHAT)
    article = page.locator("article.gatepost-page")
    for heading in ("Request body", "Responses"):
        expect(article.get_by_role("heading", name=re.compile(heading))).to_be_visible()
    samples = article.locator(".gatepost-samples")
    expect(samples.get_by_text("curl https")).to_be_visible()
    expect(samples.get_by_text("Net::HTTP").first).to_be_attached()
    expect(page.get_by_role("button", name="Try it")).to_be_hidden()
    assert page.locator(".gatepost-navigation a").count() >= 2
    context.close()


def test_a_markdown_twin_stands_beside_every_page(demo_site: Path) -> None:
    pages = list((demo_site / "reference").rglob("index.html"))
    assert len(pages) > 150
    # A page of the reference has it in its folder, a guide that stands there has it beside.
    twins = {page: (page.with_suffix(".md"), page.parent.with_name(f"{page.parent.name}.md")) for page in pages}
    assert not [page for page, places in twins.items() if not any(place.exists() for place in places)]
    twin = (demo_site / CHAT / "index.md").read_text()
    for part in ("POST", "/v1/chat/completions", "messages", "curl"):
        assert part in twin


def test_a_template_of_the_site_goes_before_gateposts(page: Page, published: str) -> None:
    page.goto(published + "reference/webhooks/")
    expect(page.get_by_text("Postern's sandbox opens no connections")).to_be_visible()


def test_the_phone_has_one_column_and_no_sideways_scroll(chromium: Browser, published: str) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, is_mobile=True)
    page = context.new_page()
    for path in ("reference/", "reference/chat/", CHAT, "reference/schemas/chat-request/", "reference/authentication/"):
        page.goto(published + path)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 390, f"{path} is {width} px wide"
    context.close()


def test_a_page_is_copied_as_markdown(chromium: Browser, published: str) -> None:
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{published}reference/models/list-models/")
    page.get_by_role("button", name="Copy page").click()
    expect(page.get_by_role("button", name="Copied", exact=True)).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").startswith("# List models")
    context.close()
