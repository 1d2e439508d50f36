"""The built site on a plain static server: a gateway answers in the page, with no key, no backend and no network."""

import gzip
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Route, expect

from tests.browser.console_panel import ConsolePanel
from tests.browser.mcp_panel import McpPanel
from tests.browser.operation_page import OperationPage

CHAT = "reference/chat/create-chat-completion/"
MESSAGES = [{"role": "user", "content": "How do fallbacks work?"}]
START = 120_000
"""Milliseconds for the start of Python, which takes seconds of processor time."""
LONG_TASKS = """
window.longest = 0;
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) window.longest = Math.max(window.longest, entry.duration);
}).observe({type: 'longtask', buffered: true});
"""
LATE_PARTS = """
['explained', 'json_view'].every(part => performance.getEntriesByType('resource').some(
  entry => entry.name.includes(`/console-${part}`) && entry.responseEnd > 0))
"""
GO = """
url => {
  const link = document.createElement('a');
  link.href = url;
  document.body.append(link);
  link.click();
}
"""


class Reader:
    """A reader with a fresh profile, and all that their browser asked for."""

    def __init__(self, context: BrowserContext, site: str) -> None:
        self.site = site
        self.requests: list[str] = []
        self.page = context.new_page()
        self.page.add_init_script(LONG_TASKS)
        self.page.route("**/sitemap.xml", self._moved)
        context.on("request", lambda request: self.requests.append(request.url))

    def _moved(self, route: Route) -> None:
        """The sitemap as it is where a site stands at its `site_url`, which instant navigation asks for."""
        text = route.fetch().text()
        route.fulfill(body=text.replace("http://127.0.0.1:8000/", self.site), content_type="application/xml")

    def open(self, path: str) -> ConsolePanel:
        return OperationPage(self.page, self.site, path).try_it()

    def go(self, path: str) -> ConsolePanel:
        """Follow a link and open the console there; the page is swapped, not loaded anew."""
        self.page.evaluate("document.querySelector('article.gatepost-page').dataset.left = true; window.kept = true")
        self.page.evaluate(GO, self.site + path)
        self.page.wait_for_selector("article.gatepost-page:not([data-left])")
        assert self.page.evaluate("window.kept")
        return OperationPage.here(self.page).try_it()

    @contextmanager
    def offline(self) -> Iterator[None]:
        """Without any network, once what shows answers of any kind has come."""
        self.page.wait_for_function(LATE_PARTS)
        self.page.context.set_offline(True)
        try:
            yield
        finally:
            self.page.context.set_offline(False)

    def wait(self) -> None:
        """Wait for the end of an answer that may have to start Python first."""
        ended = "['ok', 'failed'].includes(document.querySelector('.gatepost-status')?.dataset.state)"
        self.page.wait_for_function(ended, timeout=START)

    def python(self) -> list[str]:
        """The files of Python and of the sandbox that were asked for."""
        return [url for url in self.requests if re.search(r"/(pyodide|sandbox)-[^/]*(/|\.js|\.bin)", url)]


@pytest.fixture(scope="module")
def reader(chromium: Browser, published: str) -> Iterator[Reader]:
    """One reader for all tests here: each start of Python costs seconds."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    yield Reader(context, published)
    context.close()


@pytest.fixture
def warm(reader: Reader) -> Reader:
    """The reader after a first answer, on a page of their own choice."""
    if not reader.python():
        reader.open(CHAT).send()
        reader.wait()
    return reader


def test_the_first_send_fetches_python_once_and_is_answered(reader: Reader, demo_site: Path) -> None:
    console = reader.open(CHAT)
    assert console.destination == "to the sandbox in this page"
    assert reader.python() == [], "nothing of Python comes before it is used"
    console.watch_answer()
    console.send()
    reader.wait()
    console.expect_status("200 OK")
    console.expect_status("sandbox")
    growth = console.answer_growth
    assert len(growth) >= 8 and growth == sorted(growth), "the answer must grow in many steps"
    fetched = reader.python()
    assert len(fetched) == len(set(fetched)) == 6
    files = [demo_site / urlsplit(url).path.removeprefix("/repo/") for url in fetched]
    assert sum(len(gzip.compress(file.read_bytes(), 9)) for file in files) <= 6_500_000


def test_the_main_thread_goes_on_while_python_starts(warm: Reader) -> None:
    # Starting Python here would take thousands; on an idle machine the longest task is below 100.
    assert warm.page.evaluate("window.longest") < 1000


def test_another_page_finds_it_warm_offline_and_refuses_a_spent_budget(warm: Reader) -> None:
    fetched = warm.python()
    console = warm.go("reference/chat/create-response/")
    console.give_key("sk-sandbox-spent")
    with warm.offline():
        console.send()
        console.expect_status("402")
        console.expect_text("The budget is spent")
    console.give_key("sk-sandbox")
    assert warm.python() == fetched, "a second page fetches nothing of Python"


def test_another_provider_answers_for_one_that_is_down(warm: Reader) -> None:
    console = ConsolePanel(warm.page)
    console.write_json({"model": "tidewater-1", "messages": MESSAGES, "input": "How do fallbacks work?"})
    with warm.offline():
        console.send(anyway=False)
        if console.panel.get_by_role("button", name="Send anyway").is_visible():
            console.send(anyway=True)
        console.expect_status("200 OK")
        assert console.reading("Fallbacks") == "1"


def test_the_reader_turns_dials_and_sees_what_a_gateway_in_trouble_sends(warm: Reader) -> None:
    console = warm.go(CHAT)
    console.watch_answer()
    with warm.offline():
        console.send()
        console.expect_status("200 OK")
    assert len(console.answer_growth) >= 8, "the answer must grow in many steps"
    console.turn("429, too many requests")
    console.send()
    console.expect_status("429")
    expect(console.panel.locator("gatepost-retry")).to_be_visible()
    console.turn("429, too many requests", on=False)
    console.turn("Break the connection")
    console.send()
    console.expect_status("broke off")
    assert 0 < len(console.panel.locator(".gatepost-answer-text").inner_text()) < 40
    console.turn("Break the connection", on=False)
    console.panel.get_by_role("button", name="Reset the sandbox").click()
    console.expect_text("What was created is gone")
    console.send()
    console.expect_status("200 OK")


def test_a_tool_is_called_in_the_page(warm: Reader) -> None:
    warm.go("mcp/quarry/tools/search-repositories/")
    console = McpPanel(warm.page)
    with warm.offline():
        console.call()
        console.expect_status("Done")
        expect(console.result).to_contain_text("as the declared output schema says")


def test_nothing_left_the_site(warm: Reader) -> None:
    assert [url for url in warm.requests if not url.startswith((warm.site, "data:"))] == []


def test_after_a_reload_it_starts_while_the_form_is_filled_in(warm: Reader) -> None:
    before = len(warm.python())
    console = warm.open(CHAT)
    # Ready, with nothing left to tell, and nothing has been sent yet.
    expect(console.panel.locator(".gatepost-sandbox-state")).to_have_text("", timeout=START)
    console.send()
    warm.wait()
    console.expect_status("200 OK")
    assert len(set(warm.python()[before:])) <= 6
