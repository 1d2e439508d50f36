"""What a first Send loads, counted by the browser: budgets of the built files alone would miss what is loaded late."""

import gzip
import re

import pytest
from playwright.sync_api import Page, expect

from gatepost import ASSETS
from tests.browser.operation_page import OperationPage


@pytest.mark.parametrize("path", ["reference/models/list-models/", "reference/chat/create-chat-completion/"])
def test_all_that_a_first_send_loads_is_at_most_60_kb(page: Page, served: str, path: str) -> None:
    loaded: set[str] = set()
    page.on("request", lambda request: loaded.add(request.url))
    console = OperationPage(page, served, path).try_it()
    console.send()
    console.expect_status("200 OK")
    # The last that comes: the reply beside its contract, and the request in the history.
    expect(console.panel.locator(".gatepost-verdict")).to_be_visible()
    page.wait_for_function("Object.keys(localStorage).some(key => key.startsWith('gatepost.history'))")
    names = {found[1] for url in loaded if (found := re.search(r"/assets/gatepost/(console[^/?]*\.js)", url))}
    weights = {name: len(gzip.compress((ASSETS / name).read_bytes(), 9)) for name in names}
    assert len(weights) > 3
    assert sum(weights.values()) <= 60_000, weights
    assert not [name for name in names if re.match("console-(editor|keep|sign_in|doctor|mcp|markdown)-", name)]
