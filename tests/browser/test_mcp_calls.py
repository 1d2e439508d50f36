"""Tools, prompts, resources and templates of Postern, called from their pages."""

import json
import re

from playwright.sync_api import Page, expect

from tests.browser.mcp_panel import McpPage, McpPanel

QUARRY = "mcp/quarry/"


def test_a_tool_that_reads_is_called_in_two_actions(page: Page, served: str) -> None:
    tool = McpPage(page, served, f"{QUARRY}tools/search-repositories/")
    console = tool.try_it()
    console.call()
    console.expect_status("Done")
    expect(console.result).to_contain_text("It is as the declared output schema says.")
    assert console.transcript == ["server/discover", "tools/call"]
    assert not tool.errors


def test_a_tool_that_may_change_things_is_confirmed_once(page: Page, served: str) -> None:
    console = McpPage(page, served, f"{QUARRY}tools/run-checks/").try_it()
    console.fill("repository", "atlas/search")
    console.fill("number", "41")
    console.panel.get_by_label(re.compile("^number")).first.press("Control+Enter")
    question = console.panel.get_by_role("alertdialog")
    expect(question).to_contain_text("run_checks")
    expect(console.panel.get_by_role("button", name="Call it")).to_be_focused()
    page.keyboard.press("Enter")
    expect(console.result.locator("progress")).to_be_visible()
    expect(console.result).to_contain_text(re.compile(r"\d of 6"))
    console.expect_status("Done")
    console.call()
    expect(question).to_have_count(0)
    console.expect_status("Done")


def test_a_running_call_is_cancelled_at_once(page: Page, served: str) -> None:
    console = McpPage(page, served, f"{QUARRY}tools/run-checks/").try_it()
    console.fill("repository", "atlas/search")
    console.fill("number", "41")
    console.call()
    console.press("Call it")
    expect(console.result.locator("progress")).to_be_visible()
    console.press("Cancel")
    console.expect_status("Cancelled")
    expect(console.result.locator("progress")).to_have_count(0)


def test_the_server_asks_and_the_reader_answers(page: Page, served: str) -> None:
    console = McpPage(page, served, f"{QUARRY}tools/merge-change/").try_it()
    console.fill("repository", "atlas/search")
    console.fill("number", "41")
    console.call()
    console.press("Call it")
    question = console.panel.get_by_role("region", name="Question of the server")
    expect(question).to_contain_text("Merge change 41")
    question.get_by_label(re.compile("confirm")).select_option("true")
    console.press("Answer")
    console.expect_status("Done")
    expect(console.result).to_contain_text("erged")


def test_a_question_can_be_declined(page: Page, served: str) -> None:
    console = McpPage(page, served, f"{QUARRY}tools/merge-change/").try_it()
    console.fill("repository", "atlas/search")
    console.fill("number", "41")
    console.call()
    console.press("Call it")
    console.press("Decline")
    console.expect_status("")
    assert console.transcript == ["server/discover", "tools/call", "tools/call"]


def test_a_picture_is_drawn(page: Page, served: str) -> None:
    console = McpPage(page, served, f"{QUARRY}tools/draw-activity/").try_it()
    console.fill("repository", "atlas/search")
    console.call()
    console.expect_status("Done")
    picture = console.result.get_by_role("img")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 10


def test_a_tool_that_fails_is_no_success(page: Page, served: str) -> None:
    console = McpPage(page, served, "mcp/parley/tools/invite-guest/").try_it()
    console.fill("channel", "search")
    console.fill("email", "someone@example.com")
    console.call()
    console.press("Call it")
    console.expect_status("The tool failed")
    expect(console.panel.locator(".gatepost-status")).to_have_attribute("data-state", "failed")
    expect(console.result).to_contain_text("Guests are turned off")


def test_a_prompt_is_worded_with_values_that_the_server_suggests(page: Page, served: str) -> None:
    console = McpPage(page, served, f"{QUARRY}prompts/triage-issues/").try_it()
    console.press("Suggest values of repository")
    console.press("atlas/search")
    console.call("Get prompt")
    console.expect_status("Done")
    expect(console.result).to_contain_text("atlas/search")
    expect(console.result.get_by_role("heading", name="user")).to_be_visible()


def test_a_resource_and_a_template_are_read(page: Page, served: str) -> None:
    console = McpPage(page, served, f"{QUARRY}resources/quarry-repositories/").try_it()
    console.call("Read resource")
    console.expect_status("Done")
    expect(console.result).to_contain_text("atlas/search")
    template = McpPage(page, served, f"{QUARRY}resources/quarry-owner-name-files-path/")
    console = template.try_it()
    for name, value in {"owner": "atlas", "name": "search", "path": "search/rank.py"}.items():
        console.fill(name, value)
    console.call("Read resource")
    console.expect_status("Done")
    expect(console.result).to_contain_text("def rank")
    assert not template.errors


def test_a_link_in_a_result_is_read_where_it_stands(page: Page, served: str) -> None:
    console = McpPage(page, served, f"{QUARRY}tools/create-issue/").try_it()
    console.fill("repository", "atlas/search")
    console.fill("title", "Results are slow")
    console.call()
    console.press("Call it")
    console.expect_status("Done")
    console.press("Read it here")
    expect(console.result.locator("gatepost-mcp-result")).to_contain_text("Results are slow")


def test_a_key_goes_to_the_server_only_and_is_masked_in_the_transcript(page: Page, served: str) -> None:
    secret = "sk-canary-77d1"
    sent: list[str] = []
    page.on("request", lambda request: sent.append(json.dumps([request.url, request.headers, request.post_data])))
    console = McpPage(page, served, f"{QUARRY}tools/search-repositories/").try_it()
    console.panel.get_by_text("Authentication").click()
    console.panel.locator("input[type=password]").first.fill(secret)
    console.call()
    console.expect_status("401")
    carrying = [request for request in sent if secret in request]
    assert carrying and all("/mcp/quarry" in request for request in carrying)
    assert console.transcript == ["server/discover"]
    assert secret not in console.panel.inner_text()


def test_a_server_is_compared_with_its_page(page: Page, served: str) -> None:
    server = McpPage(page, served, QUARRY)
    page.get_by_role("button", name="Connect and compare").click()
    console = McpPanel(page)
    console.call("List what it offers")
    console.expect_status("Done")
    expect(console.result).to_contain_text("7 tools, as on this page")
    expect(console.result).to_contain_text("2 resource templates, as on this page")
    assert not server.errors
