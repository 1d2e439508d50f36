"""HOSTILE.md cases 23 and 24 in Chromium: replies of every kind, and streams with every trap."""

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, expect

from tests.browser.awkward import REPLIES, Awkward, awkward_gateway
from tests.browser.axe import settled
from tests.browser.conftest import MKDOCS
from tests.browser.console_panel import ConsolePanel
from tests.browser.operation_page import OperationPage
from tests.browser.test_accessibility import RULES
from tests.serving import static_site

OPERATION = "reference/replies/get-reply/"
CONFIGURATION = """\
site_name: Replies
theme: {name: material, features: [navigation.instant]}
plugins:
  - gatepost/gateway: {openapi: api.json}
  - gatepost/reference
  - gatepost/console: {trace: "https://cloud.langfuse.com/project/p/traces/{id}"}
"""


def described(url: str) -> dict[str, Any]:
    kind = {"name": "kind", "in": "path", "required": True, "schema": {"type": "string", "enum": sorted(REPLIES)}}
    operation = {
        "operationId": "getReply",
        "tags": ["Replies"],
        "summary": "Get reply",
        "parameters": [kind],
        "responses": {
            "200": {
                "description": "A reply.",
                "headers": {"X-Cost": {"schema": {"type": "string"}}},
                "content": {
                    "application/json": {"schema": {"$ref": "#/components/schemas/Thing"}},
                    "text/event-stream": {"schema": {"type": "string"}},
                },
            }
        },
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Replies", "version": "1"},
        "servers": [{"url": url}],
        "tags": [{"name": "Replies"}],
        "paths": {"/replies/{kind}": {"get": operation}},
        "components": {
            "schemas": {
                "Thing": {
                    "type": "object",
                    "required": ["id"],
                    "properties": {"id": {"type": "string"}, "nested": {"properties": {"deep": {"type": "integer"}}}},
                }
            }
        },
    }


@pytest.fixture(scope="module")
def gateway() -> Iterator[Awkward]:
    with awkward_gateway() as running:
        yield running


@pytest.fixture(scope="module")
def site(gateway: Awkward, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("replies")
    (folder / "docs").mkdir()
    (folder / "docs/index.md").write_text("# Replies\n\nHello.\n")
    (folder / "api.json").write_text(json.dumps(described(gateway.url)))
    (folder / "mkdocs.yml").write_text(CONFIGURATION)
    subprocess.run([MKDOCS, "build", "--quiet"], cwd=folder, check=True, stderr=subprocess.DEVNULL)
    with static_site(folder / "site") as url:
        yield url


@pytest.fixture(scope="module")
def opened(chromium: Browser, site: str) -> Iterator[ConsolePanel]:
    """One console for all: a reply must leave nothing behind that the next one suffers from."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(15_000)
    yield OperationPage(context.new_page(), site, OPERATION).try_it()
    context.close()


@pytest.fixture
def console(opened: ConsolePanel, gateway: Awkward) -> ConsolePanel:
    gateway.forget()
    return opened


def ask(console: ConsolePanel, kind: str) -> None:
    """Ask for one kind of reply."""
    console.panel.get_by_label("kind").first.select_option(label=kind)
    console.page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    console.send()


def asked(console: ConsolePanel, kind: str, status: str = "200") -> None:
    ask(console, kind)
    console.expect_status(status)


def least(measure: Callable[[], float], enough: float, tries: int = 5) -> float:
    """The least of some measures, taken until one is enough: others use the machine too."""
    found = measure()
    for _ in range(tries - 1):
        if found < enough:
            break
        found = min(found, measure())
    return found


def heap(page: Page) -> float:
    """Bytes that the scripts of a page hold."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    metrics: dict[str, float] = {
        metric["name"]: metric["value"] for metric in session.send("Performance.getMetrics")["metrics"]
    }
    return metrics["JSHeapUsedSize"]


# 23
def test_a_tree_is_searched_and_folded(console: ConsolePanel) -> None:
    asked(console, "json")
    tree = console.panel.locator(".gatepost-json-tree")
    expect(tree).to_contain_text("nested")
    find = console.panel.get_by_label("Find in the body")
    find.fill("needle")
    expect(tree.locator("[data-found=true]")).to_have_text('er: "needle"')
    find.fill("249")
    expect(tree.locator("[data-found=true]")).to_have_text("249: 249")
    find.press("Escape")
    expect(console.panel).to_be_visible()
    console.panel.get_by_role("button", name="Fold", exact=True).click()
    expect(tree.get_by_text("needle")).to_have_count(0)
    console.panel.get_by_role("button", name="Unfold", exact=True).click()
    expect(tree.get_by_text("needle")).to_be_visible()
    console.panel.get_by_role("button", name="As sent").click()
    expect(console.panel.locator("gatepost-json pre")).to_contain_text('{"id": "one"')


@pytest.mark.parametrize("kind", ["page", "svg", "lying-png", "lying-json", "escapes", "error-page"])
def test_nothing_of_a_reply_runs_or_is_fetched(console: ConsolePanel, gateway: Awkward, kind: str) -> None:
    page = console.page
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    asked(console, kind, "502" if kind == "error-page" else "200")
    preview = console.panel.get_by_role("button", name="Preview")
    if preview.count():
        requests: list[Request] = []
        page.on("request", lambda request: requests.append(request))
        preview.click()
        frame = page.frame_locator("iframe.gatepost-preview")
        if kind == "page":
            expect(frame.locator("#words")).to_be_visible()
        elif kind == "svg":
            expect(frame.locator("circle")).to_be_visible()
        page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 100)))")
        assert [request.url for request in requests if "stolen" in request.url] == []
        assert page.locator("iframe.gatepost-preview").get_attribute("sandbox") == ""
    assert [path for path in gateway.paths if "stolen" in path] == []
    assert dialogs == []
    assert "stolen" not in page.title()
    assert page.locator(".gatepost-console-reply :is(script, [onerror], [onload])").count() == 0


@pytest.mark.parametrize("kind", ["png", "unnamed-png", "embedded"])
def test_a_picture_is_shown_by_what_its_bytes_are(console: ConsolePanel, kind: str) -> None:
    asked(console, kind)
    picture = console.panel.locator(".gatepost-preview-image")
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("naturalWidth", 1)


def test_a_download_is_named_by_what_it_is(console: ConsolePanel) -> None:
    for kind, name in {"json": "response.json", "page": "response.txt", "png": "response.png"}.items():
        asked(console, kind)
        with console.page.expect_download() as saved:
            console.panel.get_by_role("button", name=re.compile("^Download")).click()
        assert saved.value.suggested_filename == name


def test_a_sound_can_be_played(console: ConsolePanel) -> None:
    asked(console, "wav")
    expect(console.panel.locator("audio[controls]")).to_be_visible()


@pytest.mark.parametrize("kind", ["binary", "lying-png"])
def test_other_bytes_are_shown_in_hexadecimal(console: ConsolePanel, kind: str) -> None:
    asked(console, kind)
    expect(console.panel.locator(".gatepost-hex")).to_contain_text("000000  ")


def test_bytes_that_are_no_text_do_no_harm(console: ConsolePanel) -> None:
    asked(console, "bad-utf8")
    expect(console.panel.locator(".gatepost-reply-text")).to_have_text('{"a": "\ufffd\ufffd"}')


def test_a_reply_sets_no_cookie(console: ConsolePanel) -> None:
    asked(console, "cookie")
    assert console.page.context.cookies() == []


@pytest.mark.parametrize(("kind", "size"), [("large", "200.0 MiB"), ("bomb", "64.0 MiB")])
def test_a_very_large_reply_leaves_the_page_usable(console: ConsolePanel, kind: str, size: str) -> None:
    page = console.page
    page.evaluate(LONG_TASKS)
    asked(console, kind)
    console.expect_text(f"Download ({size})")
    assert page.evaluate("window.longest") < 400
    assert heap(page) < 150e6


# The reply and its contract
def test_differences_from_the_contract_are_marked_in_the_tree(console: ConsolePanel) -> None:
    asked(console, "json")
    verdict = console.panel.locator(".gatepost-verdict")
    expect(verdict).to_contain_text("1 difference from the contract")
    verdict.get_by_role("button", name="/nested/deep").click()
    expect(console.panel.locator("[data-found=true] .gatepost-json-note")).to_contain_text("type")
    asked(console, "cookie")
    expect(verdict).to_contain_text('does not have required property "id"')
    asked(console, "error-page", "502")
    expect(verdict).to_contain_text("The contract has 200, not 502.")
    asked(console, "traced")
    expect(verdict).to_have_text("As the contract has it.")


def test_the_trace_of_a_call_is_one_click_away(console: ConsolePanel) -> None:
    asked(console, "traced")
    link = console.panel.get_by_role("link", name="Trace in Langfuse")
    assert link.get_attribute("href") == "https://cloud.langfuse.com/project/p/traces/t%2F1"
    assert link.get_attribute("rel") == "noopener noreferrer"
    asked(console, "json")
    console.expect_text("No header carries the id of a trace, or it is hidden from pages (CORS).")


def test_documented_headers_that_a_page_may_not_read_are_named(console: ConsolePanel) -> None:
    asked(console, "traced")
    console.panel.locator("summary", has_text="Headers").click()
    headers = console.panel.locator("gatepost-reply-headers")
    expect(headers.get_by_role("row", name="x-cost")).to_contain_text("hidden by CORS")
    expect(headers.get_by_role("row", name="Trace id")).to_contain_text("t/1")


# 24
def test_text_grows_as_it_comes(console: ConsolePanel, gateway: Awkward) -> None:
    ask(console, "text")
    shown = console.panel.locator(".gatepost-reply-text")
    expect(shown).to_have_text("first ")
    gateway.release()
    expect(shown).to_have_text("first second ")
    gateway.release()
    console.expect_status("200")
    expect(shown).to_have_text("first second third")


def test_lines_of_json_are_events(console: ConsolePanel, gateway: Awkward) -> None:
    ask(console, "lines")
    events = console.panel.locator(".gatepost-event")
    console.panel.get_by_text("Raw events").click()
    for count in (1, 2, 3):
        expect(events).to_have_count(count)
        gateway.release()
    console.expect_status("200")


def test_characters_split_between_pieces_stay_whole(console: ConsolePanel, gateway: Awkward) -> None:
    ask(console, "split")
    gateway.release()
    console.expect_status("200")
    expect(console.panel.locator(".gatepost-answer-text")).to_have_text("grüße 🦀")


@pytest.mark.parametrize(
    ("kind", "answer"), [("carriage", "carried"), ("unended", "whole indeed"), ("huge-event", "after")]
)
def test_odd_framing_is_read(console: ConsolePanel, kind: str, answer: str) -> None:
    asked(console, kind)
    expect(console.panel.locator(".gatepost-answer-text")).to_have_text(answer)


def test_an_error_inside_a_stream_is_told(console: ConsolePanel) -> None:
    ask(console, "failing")
    expect(console.panel.locator(".gatepost-status")).to_have_attribute("data-state", "failed")
    console.expect_text("upstream died")
    expect(console.panel.locator(".gatepost-answer-text")).to_have_text("Hel")


def test_a_stream_in_name_only_is_shown(console: ConsolePanel) -> None:
    asked(console, "stream-in-name")
    expect(console.panel.locator(".gatepost-reply-text")).to_contain_text("no stream here")


def test_an_endless_stream_is_cancelled_at_once(console: ConsolePanel, gateway: Awkward) -> None:
    ask(console, "endless")
    expect(console.panel.locator(".gatepost-answer-text")).to_contain_text("again again")
    cancel = console.panel.get_by_role("button", name="Cancel")
    took = cancel.evaluate(
        """async button => {
          const start = performance.now();
          button.click();
          while (!document.querySelector('.gatepost-status').textContent.includes('cancelled'))
            await new Promise(requestAnimationFrame);
          return performance.now() - start;
        }"""
    )
    assert took < 200
    assert gateway.closed.wait(10), "the connection must close"


LONG_TASKS = """() => {
  window.longest = 0;
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) window.longest = Math.max(window.longest, entry.duration);
  }).observe({entryTypes: ['longtask']});
}"""


def test_ten_thousand_events_leave_the_page_usable(console: ConsolePanel, gateway: Awkward) -> None:
    page = console.page

    def longest_task() -> float:
        gateway.forget()
        ask(console, "many")
        events = console.panel.locator("summary", has_text="Raw events")
        expect(events).to_have_text(re.compile(r"Raw events\s*1$"))
        events.evaluate("summary => { summary.parentElement.open = true; }")
        page.evaluate(LONG_TASKS)
        gateway.release()
        console.expect_status("200")
        longest: float = page.evaluate("window.longest")
        return longest

    assert least(longest_task, 200) < 200
    expect(console.panel.get_by_text("Raw events")).to_contain_text("10001")
    assert console.panel.locator(".gatepost-event").count() < 50
    assert heap(page) < 150e6


# Marks when the first bytes of a body reach the page, and when their words are on screen.
STOPWATCH = """() => {
  window.reached = window.shown = 0;
  const read = ReadableStreamDefaultReader.prototype.read;
  ReadableStreamDefaultReader.prototype.read = async function (...given) {
    const part = await read.apply(this, given);
    if (part.value) window.reached ||= performance.now();
    return part;
  };
  new MutationObserver(() => {
    if (window.shown || document.querySelector('.gatepost-answer-text')?.textContent !== 'one') return;
    window.shown = -1;
    requestAnimationFrame(() => {
      const drawn = new MessageChannel();
      drawn.port1.onmessage = () => { window.shown = performance.now(); };
      drawn.port2.postMessage(0);
    });
  }).observe(document.body, {subtree: true, childList: true, characterData: true});
}"""


def test_the_first_event_is_on_screen_soon_after_it_comes(console: ConsolePanel, gateway: Awkward) -> None:
    console.page.evaluate(STOPWATCH)
    assert least(lambda: delay(console, gateway), 50) < 50


def delay(console: ConsolePanel, gateway: Awkward) -> float:
    """Milliseconds from the first bytes of a stream in the page to its first word on screen."""
    page = console.page
    page.evaluate("window.reached = window.shown = 0")
    ask(console, "steps")
    page.wait_for_function("window.shown > 0")
    found: float = page.evaluate("window.shown - window.reached")
    gateway.release(2)
    console.expect_status("200")
    return found


# Accessibility
KINDS = ("json", "embedded", "page", "png", "wav", "binary", "traced", "error-page", "failing", "stream-in-name")


def test_no_kind_of_reply_breaks_accessibility(console: ConsolePanel) -> None:
    for kind in KINDS:
        ask(console, kind)
        expect(console.panel.locator(".gatepost-status")).to_have_attribute("data-state", re.compile("ok|failed"))
        expect(console.panel.locator(".gatepost-verdict")).to_be_visible()
        console.panel.evaluate("panel => panel.querySelectorAll('details').forEach(part => part.open = true)")
        found = Axe().run(settled(console.page), options=RULES)
        assert found.violations_count == 0, f"{kind}\n{found.generate_report()}"
