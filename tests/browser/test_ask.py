"""Ask: quotations with their sources, a gateway's words where the reader wants them, and a refusal outside the docs."""

import re
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.axe import settled
from tests.browser.search_box import SearchBox
from tests.browser.test_accessibility import RULES

QUESTION = "How do I limit what a team spends?"
OUTSIDE = "How do I bake sourdough bread?"
GROW = """element => {
  window.growth = [];
  const seen = () => {
    const length = element.querySelector('.gatepost-ask-answer p')?.textContent.length ?? 0;
    if (length && length !== window.growth.at(-1)) window.growth.push(length);
  };
  new MutationObserver(seen).observe(element, {subtree: true, childList: true, characterData: true});
}"""


def put_to_gateway(turn: Locator) -> Locator:
    """Open what asks a gateway; nothing is sent yet."""
    turn.get_by_role("button", name=re.compile("Have a model")).click()
    gateway = turn.locator("gatepost-ask-gateway")
    expect(gateway.get_by_role("button", name="Send")).to_be_enabled()
    return gateway


def whole(gateway: Locator) -> Locator:
    """The answer of a gateway, once it has ended well."""
    answer = gateway.locator(".gatepost-ask-answer")
    expect(answer).to_have_attribute("aria-busy", "false")
    expect(answer).to_have_attribute("data-state", "ok")
    return answer


def test_without_a_key_the_docs_answer_in_quotations(page: Page, published: str) -> None:
    page.goto(published + "reference/")
    turn = SearchBox(page).open().ask_docs(QUESTION)
    budget = turn.locator(".gatepost-ask-sources > li").filter(has=page.get_by_text("Create a budget"))
    expect(budget.locator("blockquote").first).to_contain_text("limit on the spending of a team")
    expect(budget.get_by_role("link")).to_have_attribute("href", f"{published}reference/budgets/create-budget/")


def test_outside_the_docs_it_says_so_and_offers_no_gateway(page: Page, published: str) -> None:
    page.goto(published)
    turn = SearchBox(page).open().ask_docs(OUTSIDE)
    expect(turn).to_contain_text("Not in these docs")
    expect(turn.get_by_role("button")).to_have_count(0)


def test_a_gateway_streams_an_answer_whose_citations_lead_to_the_pages(page: Page, served: str) -> None:
    asked: list[tuple[str, str | None]] = []
    page.context.on("request", lambda request: asked.append((request.url, request.post_data)))
    page.goto(served + "reference/")
    box = SearchBox(page)
    turn = box.open().ask_docs(QUESTION)
    gateway = put_to_gateway(turn)
    gateway.get_by_text("What is sent").click()
    expect(gateway.locator("pre")).to_contain_text(QUESTION)
    host = str(gateway.locator(".gatepost-destination strong").text_content())
    before = [url for url, _ in asked if urlsplit(url).netloc == host]
    assert not before, "nothing may leave before Send"
    gateway.evaluate(GROW)
    gateway.get_by_role("button", name="Send").click()
    citation = whole(gateway).get_by_role("link", name=re.compile("Create a budget|Budgets|Set a budget")).first
    number = int(str(citation.text_content()).strip("[]"))
    source = turn.locator(".gatepost-ask-sources > li").nth(number - 1).get_by_role("link")
    target = str(source.get_attribute("href"))
    expect(citation).to_have_attribute("href", target)
    growth = page.evaluate("window.growth")
    assert len(growth) > 3 and growth == sorted(growth)
    others = [url for url, _ in asked if urlsplit(url).netloc not in (urlsplit(served).netloc, host)]
    assert not others
    carrying = [url for url, body in asked if body and QUESTION in body]
    assert [urlsplit(url).netloc for url in carrying] == [host]
    assert not any("spends" in url for url, _ in asked)
    citation.click()
    expect(page).to_have_url(target)
    expect(box.dialog).to_be_hidden()


def test_a_follow_up_takes_the_conversation_along(page: Page, served: str) -> None:
    page.goto(served)
    box = SearchBox(page)
    gateway = put_to_gateway(box.open().ask_docs(QUESTION))
    gateway.get_by_role("button", name="Send").click()
    whole(gateway)
    follow_up = "And what does a refused call answer?"
    box.dialog.get_by_label("Follow-up question").fill(follow_up)
    page.keyboard.press("Enter")
    second = put_to_gateway(box.answered(follow_up))
    second.get_by_text("What is sent").click()
    expect(second.locator("pre")).to_contain_text(QUESTION)
    expect(second.locator("pre")).to_contain_text('"assistant"')


def test_a_gateway_that_refuses_is_told(page: Page, served: str) -> None:
    page.goto(served)
    gateway = put_to_gateway(SearchBox(page).open().ask_docs(QUESTION))
    page.context.route("**/v1/chat/completions", lambda route: route.abort())
    gateway.get_by_role("button", name="Send").click()
    expect(gateway.get_by_role("alert")).to_contain_text("No reply")
    expect(gateway.get_by_role("button", name="Send")).to_be_visible()


@pytest.mark.parametrize(("width", "palette"), [(1440, "light"), (390, "dark")])
def test_no_violation_while_asking(chromium: Browser, published: str, width: int, palette: str) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=palette)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(published + "reference/")
    put_to_gateway(SearchBox(page).open().ask_docs(QUESTION))
    found = Axe().run(settled(page), options=RULES)
    context.close()
    assert found.violations_count == 0, found.generate_report()
