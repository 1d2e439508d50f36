"""The search box: found by words, typos and meaning; by keyboard, on phones, when files are missing."""

import re
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.axe import settled
from tests.browser.console_panel import ConsolePanel
from tests.browser.search_box import SearchBox
from tests.browser.test_accessibility import RULES

CHAT = "reference/chat/create-chat-completion/"
HOSTILE = (
    "x" * 10_000,
    "<img src=x onerror=alert(1)><script>alert(1)</script>",
    "the of and to a",
    "\u202e\u0007\u0000 \ud83d\ude00",
    "\u65e5\u672c\u8a9e \u041f\u0440\u0438\u0432\u0435\u0442 \u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35",
    "(((((a+)+)+)+)+$ [[[ \\ .* %00 %",
    "__proto__ constructor toString hasOwnProperty",
)


@pytest.fixture
def box(page: Page, published: str) -> SearchBox:
    page.goto(published + "reference/")
    return SearchBox(page)


def test_an_operation_is_found_by_what_it_is_for(box: SearchBox) -> None:
    box.open().ask("limit how much money a team spends")
    expect(box.options.filter(has_text="Create a budget").first).to_be_visible()


def test_on_a_page_of_an_older_version_that_version_is_searched(page: Page, published: str) -> None:
    page.goto(f"{published}2025-11/reference/")
    box = SearchBox(page)
    box.open().ask("GET /v1/audit").expect_first("audit")
    first = box.options.first
    expect(first).to_have_attribute("href", re.compile("/2025-11/reference/audit-log/"))
    expect(first.locator(".gatepost-method")).to_have_attribute("data-method", "GET")
    expect(box.version).to_contain_text("In version 2025-11.")
    violations = Axe().run(settled(page), context="dialog", options=RULES)
    assert violations.violations_count == 0, violations.generate_report()
    box.version.get_by_role("button", name="Search the current version").click()
    expect(box.input).to_be_focused()
    expect(first).to_have_attribute("href", re.compile("(?<!2025-11)/reference/audit-log/"))
    box.version.get_by_role("button", name="Search version 2025-11").click()
    expect(first).to_have_attribute("href", re.compile("/2025-11/reference/audit-log/"))


def test_a_misspelt_word_is_repaired_and_can_be_taken_back(box: SearchBox) -> None:
    box.open().ask("craete a budgte").expect_first("Create a budget")
    expect(box.notes).to_contain_text("Showing results for")
    box.notes.get_by_role("button").first.click()
    expect(box.notes).not_to_contain_text("Showing results for")
    expect(box.input).to_have_value("craete a budgte")


@pytest.mark.parametrize(
    ("query", "url"),
    [
        ("/v1/chat/completions", CHAT),
        ("createChatCompletion", CHAT),
        ("POST /v1/chat/completions", CHAT),
        ("max_completion_tokens", f"{CHAT}#body-max_completion_tokens"),
    ],
)
def test_names_lead_to_the_thing_itself(box: SearchBox, published: str, query: str, url: str) -> None:
    box.open().ask(query)
    expect(box.options.first).to_have_attribute("href", published + url)


def test_the_keyboard_is_enough(box: SearchBox, published: str) -> None:
    box.open("Control+k").ask("models")
    expect(box.options.first).to_have_attribute("aria-selected", "true")
    box.page.keyboard.press("ArrowDown")
    second = box.options.nth(1)
    expect(second).to_have_attribute("aria-selected", "true")
    expect(box.input).to_have_attribute("aria-activedescendant", str(second.get_attribute("id")))
    target = str(second.get_attribute("href"))
    box.page.keyboard.press("Enter")
    expect(box.page).to_have_url(target)
    expect(box.dialog).to_be_hidden()


def test_escape_returns_to_the_page(box: SearchBox) -> None:
    box.open().ask("budget")
    expect(box.page).to_have_url(re.compile(r"\?q=budget$"))
    box.page.keyboard.press("Escape")
    expect(box.dialog).to_be_hidden()
    expect(box.page).to_have_url(re.compile(r"/reference/$"))


def test_a_query_in_the_address_is_answered(page: Page, published: str) -> None:
    page.goto(f"{published}?q={quote('rotate key')}")
    box = SearchBox(page)
    box.settled().expect_first("Rotate a virtual key")
    expect(box.input).to_have_value("rotate key")


def test_it_stays_after_instant_navigation(box: SearchBox) -> None:
    box.open().ask("list models")
    box.page.keyboard.press("Enter")
    expect(box.dialog).to_be_hidden()
    box.open().ask("create a team").expect_first("Create a team")
    expect(box.page.locator("gatepost-search")).to_have_count(1)


def test_kinds_narrow_the_results(box: SearchBox) -> None:
    box.open().ask("search")
    box.dialog.get_by_role("button", name="Tools").click()
    box.settled()
    expect(box.dialog.get_by_role("group", name="Operations")).to_have_count(0)
    expect(box.dialog.get_by_role("group", name="Tools").get_by_role("option").first).to_be_visible()


def test_group_and_age_narrow_the_results(box: SearchBox) -> None:
    box.open().ask("team")
    box.dialog.get_by_role("button", name="More filters").click()
    box.dialog.get_by_label("Group").select_option("Budgets")
    expect(box.options.filter(has_text="Create a team")).to_have_count(0)
    expect(box.options.filter(has_text="Create a budget")).to_be_visible()


def test_a_term_of_the_glossary_is_found_by_its_synonym(box: SearchBox, published: str) -> None:
    box.open().ask("gateway key").expect_first("Virtual key")
    expect(box.options.first).to_have_attribute("href", f"{published}glossary/#virtual-key")


def test_recent_searches_are_kept_here(box: SearchBox) -> None:
    box.open().ask("list models")
    box.page.keyboard.press("Enter")
    expect(box.dialog).to_be_hidden()
    box.open()
    expect(box.notes.get_by_role("button", name="list models")).to_be_visible()
    box.notes.get_by_role("button", name="Clear").click()
    expect(box.notes).to_be_empty()


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_any_query_is_answered(box: SearchBox, query: str) -> None:
    errors: list[str] = []
    box.page.on("pageerror", lambda error: errors.append(str(error)))
    box.page.on("dialog", lambda dialog: errors.append(dialog.message))
    box.open().ask(query)
    expect(box.status).to_have_text(re.compile("result|Nothing"))
    assert not errors


@pytest.mark.parametrize("missing", ["**/vectors-*.bin", "**/terms-*.bin", "**/hot.bin"])
def test_a_missing_file_is_told_and_the_rest_answers(box: SearchBox, missing: str) -> None:
    box.page.context.route(missing, lambda route: route.abort())
    box.open().ask("budget")
    expect(box.notes.get_by_role("alert")).to_contain_text("could not be loaded")
    expect(box.options.first).to_be_visible()


def test_a_search_that_cannot_be_loaded_can_be_tried_again(box: SearchBox) -> None:
    def refuse(route: Route) -> None:
        route.abort()

    box.page.context.route("**/search/index.json", refuse)
    box.open()
    box.input.fill("budget")
    expect(box.notes.get_by_role("alert")).to_contain_text("could not be loaded")
    box.page.context.unroute("**/search/index.json", refuse)
    box.notes.get_by_role("button", name="Try again").click()
    box.settled().expect_first("Budget")


def test_nothing_leaves_the_site(page: Page, published: str) -> None:
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.goto(published)
    SearchBox(page).open().ask("my secret question")
    assert asked and all(url.startswith(published) for url in asked)
    assert not any("secret" in url for url in asked)


@pytest.mark.parametrize(("width", "palette"), [(1440, "light"), (390, "dark")])
def test_no_violation_in_the_open_box(chromium: Browser, published: str, width: int, palette: str) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=palette)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(published + "reference/")
    SearchBox(page).open().ask("limit spendng")
    found = Axe().run(settled(page), options=RULES)
    context.close()
    assert found.violations_count == 0, found.generate_report()


def test_served_sites_answer_too(page: Page, served: str) -> None:
    page.goto(served)
    SearchBox(page).open().ask("create a budget").expect_first("Create a budget")


def test_a_result_fills_its_console_with_what_the_question_names(box: SearchBox) -> None:
    box.open().ask("create a budget of 500 usd a month for team team_atlas")
    box.options.filter(has_text="/v1/budgets").filter(has_text="Create a budget").hover()
    box.dialog.get_by_role("button", name="Fill the console").click()
    expect(box.page).to_have_url(re.compile(r"/reference/budgets/create-budget/#try="))
    console = ConsolePanel(box.page)
    console.panel.get_by_role("button", name="JSON", exact=True).click()
    expect(console.panel.get_by_label("Body as JSON")).to_contain_text("team_atlas")
    expect(console.panel.get_by_label("Body as JSON")).to_contain_text("500")
    expect(box.dialog).to_be_hidden()


def test_what_cannot_be_called_is_not_filled(box: SearchBox) -> None:
    box.open().ask("gateway key").expect_first("Virtual key")
    expect(box.dialog.get_by_role("button", name="Copy link")).to_be_visible()
    expect(box.dialog.get_by_role("button", name="Fill the console")).to_be_hidden()


def test_words_show_what_they_found_while_vectors_are_on_their_way(box: SearchBox) -> None:
    held: list[Route] = []
    box.page.context.route("**/vectors-*.bin", lambda route: held.append(route))
    box.open()
    box.input.fill("create a budget")
    expect(box.options.filter(has_text="Create a budget").first).to_be_visible()
    expect(box.dialog.get_by_role("listbox")).to_have_attribute("aria-busy", "true")
    assert held
    for route in held:
        route.continue_()
    box.settled().expect_first("Create a budget")


def test_a_screen_reader_is_told_once_of_a_word_that_is_being_typed(box: SearchBox) -> None:
    box.open()
    box.status.evaluate("""status => {
        window.told = [];
        new MutationObserver(() => window.told.push(status.textContent)).observe(status, {childList: true});
    }""")
    box.input.evaluate("""input => {
        for (const typed of ["b", "bu", "bud", "budg", "budge", "budget"]) {
            input.value = typed;
            input.dispatchEvent(new InputEvent("input", {bubbles: true}));
        }
    }""")
    expect(box.status).to_have_text(re.compile(r"^\d+ results?$"))
    assert len(box.page.evaluate("window.told")) == 1


@pytest.mark.parametrize("damaged", ["**/names-*.bin", "**/terms-*.bin", "**/hot.bin"])
def test_a_damaged_file_is_told_and_the_rest_answers(box: SearchBox, damaged: str) -> None:
    box.page.context.route(damaged, lambda route: route.fulfill(body="<!doctype html><title>Moved</title>"))
    box.open().ask("budget")
    expect(box.notes.get_by_role("alert")).to_contain_text("could not be loaded")
    expect(box.options.first).to_be_visible()
