"""The tutorials followed in a browser: what they tell a reader to open, press and look at is there."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ROOT, serving
from tests.browser.console_panel import ConsolePanel
from tests.browser.operation_page import OperationPage
from tests.site.test_tutorial import blocks

FIRST_CALL = (ROOT / "docs/tutorials/first-call.md").read_text("utf-8")
KEYS = dict(re.findall(r"^\| `(sk-[\w-]+)` \| \D*(\d{3})", FIRST_CALL, re.MULTILINE))
CHAT = "reference/chat/create-chat-completion/"
ADMINISTRATION = "reference/virtual-keys/list-keys/"


def test_a_first_call_in_the_console(page: Page, served: str) -> None:
    page.goto(f"{served}tutorials/first-call/")
    page.get_by_role("main").get_by_role("link", name="Create a chat completion").first.click()
    page.wait_for_url(f"**/{CHAT}")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Create a chat completion"))
    console = OperationPage.here(page).try_it()
    expect(console.panel.get_by_role("button", name="JSON", exact=True)).to_be_visible()
    console.send()
    console.expect_status("200 OK")
    expect(console.panel.get_by_text("Raw events")).to_be_visible()
    for figure in ("Cost", "Tokens", "Tokens a second", "Provider"):
        assert console.reading(figure), figure


def test_it_names_keys_that_are_not_in_order() -> None:
    assert set(KEYS.values()) == {"401", "402", "403", "429"}


@pytest.mark.parametrize(("key", "status"), KEYS.items())
def test_each_of_them_is_refused_as_it_says(page: Page, served: str, key: str, status: str) -> None:
    path = ADMINISTRATION if status == "403" else CHAT
    for last in (False, False, True) if status == "429" else (True,):
        console = OperationPage(page, served, path).try_it()
        console.give_key(key)
        console.send()
        console.expect_status(status if last else "200 OK")


def test_another_provider_answers_and_the_header_says_so(page: Page, served: str) -> None:
    console = OperationPage(page, served, CHAT).try_it()
    console.write_json({"model": "tidewater-1", "messages": [{"role": "user", "content": "Hello?"}]})
    console.send()
    console.expect_status("200 OK")
    assert console.reading("Fallbacks") == "1"


def test_the_site_of_the_first_tutorial_answers_its_reader(page: Page, tmp_path: Path) -> None:
    for block in blocks():
        if block.name:
            (tmp_path / block.name).parent.mkdir(exist_ok=True)
            (tmp_path / block.name).write_text(block.text, "utf-8")
    with serving(tmp_path) as served:
        page.goto(served.site)
        page.get_by_role("main").get_by_role("link", name="Ask a model").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Ask a model"))
        OperationPage.here(page).try_it()
        console = ConsolePanel(page)
        console.send()
        console.expect_status("200 OK")
        console.expect_text("A gateway stands in front of models and tools.")
