"""What can be done with a request besides sending it: code, links, files, history, comparison, and no key in any."""

import base64
import json
import re
import zlib
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.axe import settled
from tests.browser.console_panel import ConsolePanel
from tests.browser.operation_page import OperationPage
from tests.browser.test_accessibility import RULES
from tests.browser.test_hostile_calls import EVERYWHERE

CHAT = "reference/chat/create-chat-completion/"
MODELS = "reference/models/list-models/"
CANARY = "sk-canary-keep-77aa"


def kept(console: ConsolePanel, view: str = "Code") -> Locator:
    """Open the part below the reply and choose a view of it."""
    fold = console.panel.locator(".gatepost-console-keep")
    if not fold.locator("details").get_attribute("open") == "":
        fold.get_by_text("Code, link, history").click()
    part = console.panel.locator("gatepost-keep")
    part.get_by_role("button", name=view, exact=True).click()
    return part


def sent(console: ConsolePanel, status: str = "200") -> None:
    """Send, insisting where the console has doubts, and wait for the end."""
    console.send()
    anyway = console.panel.get_by_role("button", name="Send anyway")
    expect(anyway.or_(console.panel.locator(".gatepost-status")).first).to_be_visible()
    if anyway.count():
        anyway.click()
    console.expect_status(status)


def link_of(console: ConsolePanel) -> str:
    field = kept(console, "Link and files").get_by_label("Link to this request")
    expect(field).to_have_value(re.compile("#try="))
    return field.input_value()


def carried(link: str) -> Any:
    packed = link.partition("#try=")[2]
    return json.loads(zlib.decompress(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)), wbits=-15))


def saved(page: Page, button: Locator) -> str:
    with page.expect_download() as download:
        button.click()
    return Path(download.value.path()).read_text()


def test_a_typed_key_is_in_nothing_that_is_kept_or_passed_on(page: Page, served: str) -> None:
    console = OperationPage(page, served, CHAT).try_it()
    console.panel.get_by_text("Authentication").click()
    console.panel.locator("input[type=password]").first.fill(CANARY)
    # The same key where it does not belong, as readers paste it.
    console.write_json(
        {"model": "fast", "messages": [{"role": "user", "content": f"mine is {CANARY}"}], "stream": False}
    )
    for _ in range(2):
        sent(console, "401")
    found = [link_of(console)]
    found.append(json.dumps(carried(found[0])))
    part = kept(console, "Link and files")
    found.append(saved(page, part.get_by_role("button", name="HTTP archive")))
    found.append(saved(page, part.get_by_role("button", name="pytest")))
    for language in ("curl", "python", "javascript"):
        part = kept(console, "Code")
        part.get_by_label("Language").select_option(language)
        found.append(part.locator("pre").inner_text())
    for view in ("History", "Compare"):
        found.append(kept(console, view).inner_text())
    console.write_json({"model": "fast", "messages": []})
    found.append(page.evaluate(EVERYWHERE))
    assert json.loads(found[2])["log"]["entries"][1]["response"]["status"] == 401
    assert all(CANARY not in text for text in found)
    page.reload()
    assert CANARY not in page.evaluate(EVERYWHERE)
    assert "gatepost.history:/" in page.evaluate("Object.keys(localStorage)")


def test_a_shared_link_fills_the_form_and_sends_nothing(page: Page, chromium: Browser, served: str) -> None:
    console = OperationPage(page, served, CHAT).try_it()
    console.panel.get_by_label(re.compile("^model")).first.fill("from-the-link")
    link = link_of(console)
    assert carried(link)["b"]["model"] == "from-the-link"
    context = chromium.new_context()
    other = context.new_page()
    methods: list[str] = []
    other.on("request", lambda request: methods.append(request.method))
    other.goto(link)
    panel = other.locator(".gatepost-console-panel")
    expect(panel.get_by_role("alert")).to_contain_text("came with a link")
    expect(panel.get_by_label(re.compile("^model")).first).to_have_value("from-the-link")
    assert set(methods) == {"GET"}
    panel.get_by_role("button", name="Understood").click()
    expect(panel.get_by_role("alert")).to_have_count(0)
    context.close()


def test_nothing_that_a_link_brings_is_folded_away(page: Page, published: str) -> None:
    wire = {
        "v": 1,
        "o": "operation:POST /v1/chat/completions",
        "p": {"header:traceparent": "from-afar", "header:authorization": "Bearer evil"},
        "m": "application/json",
        "b": {"model": "fast", "messages": [], "temperature": 0.7, "seed": 7},
        "l": [],
    }
    packed = zlib.compress(json.dumps(wire).encode(), wbits=-15)
    page.goto(f"{published}{CHAT}#try={base64.urlsafe_b64encode(packed).decode().rstrip('=')}")
    panel = page.locator(".gatepost-console-panel")
    expect(panel.get_by_label(re.compile("^traceparent"))).to_have_value("from-afar")
    expect(panel.get_by_label(re.compile("^temperature"))).to_have_value("0.7")
    expect(panel).to_contain_text("Also sent, though the schema has no field for it: seed.")
    assert "evil" not in panel.inner_text()


@pytest.mark.parametrize("fragment", ["AAAA", "<img src=x onerror=alert(1)>", "A" * 40_000])
def test_a_damaged_link_is_told_and_fills_in_nothing(page: Page, published: str, fragment: str) -> None:
    page.goto(f"{published}{MODELS}#try={fragment}")
    expect(page.get_by_role("alert")).to_contain_text("damaged or for another operation")
    assert page.locator("[onerror]").count() == 0


def test_a_link_followed_within_the_page_is_read_too(page: Page, published: str) -> None:
    OperationPage(page, published, MODELS)
    page.evaluate("location.hash = '#try=AAAA'")
    expect(page.get_by_role("alert")).to_contain_text("damaged")


def test_history_brings_a_request_back_and_sends_it_again(page: Page, served: str) -> None:
    console = OperationPage(page, served, CHAT).try_it()
    console.panel.get_by_label("Stream the answer").uncheck()
    console.panel.get_by_label(re.compile("^model")).first.fill("fast")
    sent(console)
    expect(kept(console, "History").get_by_role("listitem")).to_have_count(1)
    page.reload()
    console = OperationPage(page, served, CHAT).try_it()
    console.panel.get_by_label(re.compile("^model")).first.fill("something else")
    part = kept(console, "History")
    expect(part.get_by_role("listitem")).to_have_count(1)
    part.get_by_role("button", name="Fill in").click()
    expect(console.panel.get_by_label(re.compile("^model")).first).to_have_value("fast")
    console.expect_text("from your history")
    part.get_by_role("button", name=re.compile("^Send the request")).click()
    console.expect_status("200")
    expect(part.get_by_role("listitem")).to_have_count(2)
    part.get_by_role("button", name="Clear history").click()
    expect(part.get_by_role("listitem")).to_have_count(0)


def test_the_history_of_another_operation_leads_to_its_page(page: Page, served: str) -> None:
    sent(OperationPage(page, served, MODELS).try_it())
    part = kept(OperationPage(page, served, CHAT).try_it(), "History")
    part.get_by_role("button", name=re.compile("^Open List models")).click()
    page.wait_for_url(f"**/{MODELS}#try=*")
    expect(page.get_by_role("alert")).to_contain_text("came with a link")


def test_two_replies_are_compared(page: Page, served: str) -> None:
    console = OperationPage(page, served, "reference/models/get-model/").try_it()
    sent(console)
    console.panel.get_by_label(re.compile("^model")).first.fill("no-such-model")
    sent(console, "404")
    part = kept(console, "Compare")
    expect(part).to_contain_text("Status: 200 before, 404 now.")
    expect(part.locator('[data-kind="added"]').filter(has_text="no-such-model")).not_to_have_count(0)


def test_the_code_has_the_values_of_the_form(page: Page, served: str) -> None:
    console = OperationPage(page, served, CHAT).try_it()
    part = kept(console)
    console.panel.get_by_label(re.compile("^model")).first.fill("it's mine")
    expect(part.locator("pre")).to_contain_text("it'\\''s mine")
    part.get_by_label("Language").select_option("Python")
    expect(part.locator("pre")).to_contain_text('"model": "it\'s mine"')


@pytest.mark.parametrize(("width", "palette"), [(1440, "light"), (390, "dark")])
def test_it_is_accessible(chromium: Browser, served: str, width: int, palette: str) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=palette)  # type: ignore[arg-type]
    console = OperationPage(context.new_page(), served, MODELS).try_it()
    for _ in range(2):
        sent(console)
    violations = []
    for view in ("Code", "Link and files", "History", "Compare"):
        kept(console, view)
        found = Axe().run(settled(console.page), context="gatepost-console", options=RULES).response["violations"]
        violations += [(view, item["id"], node["target"]) for item in found for node in item["nodes"]]
    assert console.page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
    assert violations == []
