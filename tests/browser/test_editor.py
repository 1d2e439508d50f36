"""The JSON editor: loaded when opened, in step with the form, completing and marking by the operation's schema."""

import json
import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browser.axe import settled
from tests.browser.console_panel import ConsolePanel
from tests.browser.operation_page import OperationPage
from tests.browser.test_accessibility import RULES

CHAT = "reference/chat/create-chat-completion/"
STRICT = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'"


def opened(console: ConsolePanel) -> Locator:
    """Open the text and wait for the editor; returns what can be typed into."""
    console.panel.get_by_role("button", name="JSON", exact=True).click()
    expect(console.panel.locator("gatepost-editor .cm-editor")).to_be_visible()
    return console.panel.get_by_label("Body as JSON")


def body(console: ConsolePanel) -> Any:
    """The text of the editor as JSON."""
    return json.loads("".join(console.panel.locator(".cm-line").all_inner_texts()))


def test_the_editor_comes_when_the_text_is_opened(page: Page, published: str) -> None:
    scripts: list[str] = []
    page.on("request", lambda request: scripts.append(request.url.rpartition("/")[2]))
    console = OperationPage(page, published, CHAT).try_it()
    assert not [name for name in scripts if "editor" in name]
    opened(console)
    assert len([name for name in scripts if re.fullmatch(r"console-editor-\w+\.js", name)]) == 1


def test_without_the_editor_a_text_area_does(page: Page, published: str) -> None:
    page.route("**/console-editor-*.js", lambda route: route.abort())
    console = OperationPage(page, published, CHAT).try_it()
    console.write_json({"model": 5})
    console.expect_text("/model")
    expect(console.panel.locator("textarea.gatepost-editor")).to_be_visible()


def test_what_is_typed_while_the_editor_loads_stays_with_its_cursor(page: Page, published: str) -> None:
    waiting: list[Route] = []
    page.route("**/console-editor-*.js", lambda route: waiting.append(route))
    console = OperationPage(page, published, CHAT).try_it()
    with page.expect_request("**/console-editor-*.js"):
        console.write_json('{"model": ""}')
    area = console.panel.locator("textarea.gatepost-editor")
    area.evaluate("element => element.setSelectionRange(11, 11)")
    waiting[0].continue_()
    expect(console.panel.locator("gatepost-editor .cm-editor")).to_be_visible()
    expect(console.panel.get_by_label("Body as JSON")).to_be_focused()
    page.keyboard.type("quick")
    assert body(console) == {"model": "quick"}


def test_names_and_values_of_the_schema_are_completed(page: Page, published: str) -> None:
    editor = opened(OperationPage(page, published, CHAT).try_it())
    editor.fill("")
    page.keyboard.type('{"mess')
    options = page.get_by_role("listbox", name="Completions").get_by_role("option")
    expect(options.first).to_contain_text("messages")
    expect(options.first).to_contain_text("required")
    options.first.click()
    page.keyboard.type('{"role": ')
    page.keyboard.press("Control+Space")
    expect(options.filter(has_text='"assistant"')).to_be_visible()
    options.filter(has_text='"assistant"').click()
    assert "".join(page.locator(".cm-line").all_inner_texts()).replace(" ", "") == '{"messages":[{"role":"assistant"}]}'


def test_form_and_text_are_in_step(page: Page, published: str) -> None:
    console = OperationPage(page, published, CHAT).try_it()
    console.panel.get_by_label(re.compile("^model")).first.fill("from-the-form")
    opened(console)
    assert body(console)["model"] == "from-the-form"
    console.panel.get_by_label("Stream the answer").uncheck()
    expect(console.panel.locator(".cm-content")).to_contain_text('"stream": false')
    console.write_json({"model": "from-the-text", "messages": []})
    console.panel.get_by_role("button", name="Form", exact=True).click()
    expect(console.panel.get_by_label(re.compile("^model")).first).to_have_value("from-the-text")
    opened(console)
    assert body(console) == {"model": "from-the-text", "messages": []}


def test_what_the_schema_does_not_allow_is_marked_where_it_stands(page: Page, published: str) -> None:
    console = OperationPage(page, published, CHAT).try_it()
    editor = opened(console)
    editor.fill('{"model": 5, "messages": [{"role": "user", "content": "hi"}]}')
    expect(console.panel.locator(".cm-lintRange-warning")).to_have_text("5")
    editor.fill('{"model": }')
    expect(console.panel.locator(".cm-lintRange-error")).to_have_text("}")
    console.expect_text("Line 1, column 11")


def test_escape_gives_tab_back_then_closes(page: Page, published: str) -> None:
    console = OperationPage(page, published, CHAT).try_it()
    editor = opened(console)
    editor.focus()
    page.keyboard.press("Tab")
    expect(editor).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(editor).not_to_be_focused()
    expect(console.panel).to_be_visible()
    editor.focus()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(console.panel).to_be_hidden()


def test_it_runs_under_a_strict_content_security_policy(page: Page, published: str) -> None:
    def strict(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, headers={**response.headers, "content-security-policy": STRICT})

    page.route(f"**/{CHAT}", strict)
    page.goto(published + CHAT)
    # The theme's own inline parts are refused as the page is read; ours must add nothing to that.
    page.evaluate(
        "window.refused = [];"
        "addEventListener('securitypolicyviolation', event => window.refused.push(event.violatedDirective))"
    )
    page.get_by_role("button", name="Try it").click()
    console = ConsolePanel(page)
    editor = opened(console)
    editor.fill('{"model": 5, ')
    page.keyboard.press("Control+Space")
    expect(page.get_by_role("listbox", name="Completions")).to_be_visible()
    colour = editor.evaluate("element => getComputedStyle(element.closest('.cm-editor')).borderTopStyle")
    assert colour == "solid", "the editor's styles must apply"
    assert page.evaluate("window.refused") == []


@pytest.mark.parametrize("palette", ["light", "dark"])
def test_the_editor_is_accessible(chromium: Browser, published: str, palette: str) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 900}, color_scheme=palette)  # type: ignore[arg-type]
    page = context.new_page()
    console = OperationPage(page, published, CHAT).try_it()
    opened(console).fill('{"model": 5, "stream": true, "messages": ["x"], ')
    page.keyboard.press("Control+Space")
    expect(page.get_by_role("listbox", name="Completions")).to_be_visible()
    found = Axe().run(settled(page), options=RULES).response["violations"]
    width = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    places = [(violation["id"], node["target"]) for violation in found for node in violation["nodes"]]
    # The list of completions is moved through with the arrow keys of the editor, which axe does not see.
    assert [place for place in places if place[0] != "scrollable-region-focusable"] == []
    assert len(places) <= 1 and width <= 390
