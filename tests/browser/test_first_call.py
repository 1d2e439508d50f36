"""What `make serve` promises: a reader opens the chat operation, presses Send, and a gateway answers live."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.operation_page import OperationPage

CHAT = "reference/chat/create-chat-completion/"


def test_tokens_arrive_one_by_one_then_usage_and_cost(page: Page, served: str) -> None:
    operation = OperationPage(page, served, CHAT)
    console = operation.try_it()
    console.watch_answer()
    console.send()
    console.expect_status("200 OK")
    growth = console.answer_growth
    assert len(growth) >= 8, "the answer must grow in many steps, not appear at once"
    assert growth == sorted(growth)
    assert re.fullmatch(r"\d+ in \+ \d+ out = \d+", console.reading("Tokens"))
    assert re.fullmatch(r"\$0\.\d+", console.reading("Cost"))
    assert not operation.errors


def test_two_actions_lead_to_an_answer(page: Page, served: str) -> None:
    operation = OperationPage(page, served, "reference/models/list-models/")
    console = operation.try_it()
    console.send()
    console.expect_status("200 OK")


def test_the_host_that_receives_the_request_stands_beside_send(page: Page, served: str) -> None:
    hosts: list[str] = []
    operation = OperationPage(page, served, "reference/models/list-models/")
    page.on("request", lambda request: hosts.append(request.url))
    console = operation.try_it()
    named = console.destination.removeprefix("to ")
    console.send()
    console.expect_status("200 OK")
    assert [url for url in hosts if url.endswith("/v1/models")] == [f"http://{named}/v1/models"]


def test_a_fault_is_named_before_sending_and_an_expert_may_insist(page: Page, served: str) -> None:
    console = OperationPage(page, served, CHAT).try_it()
    console.write_json({"model": "fast", "messages": "not a list"})
    console.send()
    console.expect_text("Something does not look right")
    console.send(anyway=True)
    console.expect_status("4")
    console.expect_text("messages")


def test_a_refusal_is_explained_in_words(page: Page, served: str) -> None:
    console = OperationPage(page, served, "reference/models/get-model/").try_it()
    console.panel.get_by_label(re.compile("^model")).first.fill("no-such-model")
    console.send()
    console.expect_status("404")
    console.expect_text("no-such-model")


def test_cancelling_stops_the_stream_at_once(page: Page, served: str) -> None:
    console = OperationPage(page, served, CHAT).try_it()
    console.watch_answer()
    console.send()
    page.wait_for_function("window.growth.length > 1")
    console.panel.get_by_role("button", name="Cancel").click()
    console.expect_text("cancel")
    length = console.answer_growth[-1]
    page.wait_for_timeout(300)
    assert console.answer_growth[-1] == length


def test_instant_navigation_keeps_the_console_working(page: Page, served: str) -> None:
    operation = OperationPage(page, served, "reference/models/list-models/")
    page.evaluate("window.kept = true")
    page.get_by_role("navigation", name="Reference").get_by_role("link", name="Get a model").click()
    page.wait_for_url("**/get-model/")
    # The address changes before the page does.
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Get a model"))
    assert page.evaluate("window.kept"), "the page must be swapped, not loaded anew"
    operation.try_it()
    assert not operation.errors


@pytest.mark.parametrize("secret", ["sk-canary-5f2b"])
def test_a_typed_key_goes_nowhere_but_to_the_target(page: Page, served: str, secret: str) -> None:
    requests: list[str] = []
    OperationPage(page, served, "reference/models/list-models/")
    page.on("request", lambda request: requests.append(request.url + str(request.headers) + str(request.post_data)))
    console = OperationPage(page, served, "reference/models/list-models/").try_it()
    console.panel.get_by_text("Authentication").click()
    console.panel.locator("input[type=password]").first.fill(secret)
    console.send()
    console.expect_status("401")
    carrying = [request for request in requests if secret in request]
    assert len(carrying) == 1 and "/v1/models" in carrying[0]
    stored = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, location.href, document.cookie])")
    assert secret not in stored
