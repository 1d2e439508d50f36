"""MCP servers that mean harm, are old, or are closed to other origins: what the console makes of each."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.authorization_server import PRESS_SOON, TOKEN, authorization_server
from tests.browser.conftest import serving
from tests.browser.mcp_panel import McpPage, McpPanel
from tests.browser.mcp_server import Servers, mcp_servers

PATHS = ("hostile", "hidden", "session", "events", "closed", "moved", "guarded")
TOOL: dict[str, Any] = {
    "name": "report",
    "description": "Reports.",
    "inputSchema": {"type": "object", "properties": {"ask": {"type": "boolean"}}},
    "outputSchema": {"type": "object", "properties": {"count": {"type": "integer"}}},
    "annotations": {"readOnlyHint": True},
}


@pytest.fixture(scope="module")
def servers() -> Iterator[Servers]:
    with mcp_servers() as running:
        yield running


@pytest.fixture(scope="module")
def site(servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site that documents them, with a target that calls each directly and one through the proxy."""
    folder = tmp_path_factory.mktemp("servers")
    (folder / "docs").mkdir()
    (folder / "docs/index.md").write_text("# Servers\n\nHello.\n")
    (folder / "tools.json").write_text(json.dumps({"tools": [TOOL]}))
    listed = [{"path": "tools.json", "id": path, "url": f"{servers.url}/{path}"} for path in PATHS]
    configuration = {
        "site_name": "Servers",
        "theme": {"name": "material"},
        "plugins": [
            {"gatepost/gateway": {"mcp": listed}},
            "gatepost/reference",
            {"gatepost/console": {"targets": [{"name": "Through the site", "url": servers.url, "proxy": True}]}},
        ],
    }
    (folder / "mkdocs.yml").write_text(json.dumps(configuration))
    with serving(folder) as served:
        yield served.site


def console_of(page: Page, site: str, servers: Servers, path: str, *, direct: bool = True) -> McpPanel:
    console = McpPage(page, site, f"mcp/{path}/tools/report/").try_it()
    if direct:
        console.panel.get_by_label("Target", exact=True).select_option(label="Another base URL")
        address = console.panel.get_by_label("Base URL", exact=True)
        address.fill(f"{servers.url}/{path}")
        address.press("Tab")
    return console


def test_a_hostile_result_is_shown_and_never_run(page: Page, site: str, servers: Servers) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    console = console_of(page, site, servers, "hostile")
    console.write_json({})
    console.call()
    console.expect_status("Done")
    first = console.result.locator(".gatepost-mcp-markdown")
    expect(first.get_by_role("heading", name="Report")).to_be_visible()
    expect(first).to_contain_text("<script>window.pwned = 1</script>")
    expect(first).to_contain_text("[picture: spy]")
    assert console.result.locator("script, iframe, form, style, img, [onerror]").count() == 0
    assert console.result.locator("a").count() == 0, "no link of the result leads anywhere but to the web"
    expect(console.result).to_contain_text("file:///etc/passwd")
    expect(console.result).to_contain_text("<b>secrets</b>")
    expect(console.result).to_contain_text("It is not as the declared output schema says")
    for switch in console.result.get_by_role("button", name="As text").all():
        switch.click()
    assert page.evaluate("window.pwned") is None
    assert not [url for url in asked if "spy.example" in url or url.startswith(("file:", "javascript:"))]


def test_a_server_that_wants_an_address_opened_gets_the_web_only(page: Page, site: str, servers: Servers) -> None:
    console = console_of(page, site, servers, "hostile")
    console.write_json({"ask": True})
    console.call()
    question = console.panel.get_by_role("region", name="Question of the server")
    expect(question).to_contain_text("<b>Sign in</b>")
    expect(question).to_contain_text("This is no web address")
    assert question.locator("a").count() == 0
    console.press("Decline")
    console.expect_status("Done")
    assert page.evaluate("window.pwned") is None


def test_a_session_that_the_browser_shows_is_held(page: Page, site: str, servers: Servers) -> None:
    console = console_of(page, site, servers, "session")
    console.call()
    console.expect_status("Done")
    expect(console.result).to_contain_text("from a session")
    assert console.transcript == ["server/discover", "initialize", "notifications/initialized", "tools/call"]


def test_a_session_that_cors_hides_is_explained_and_the_proxy_shows_it(page: Page, site: str, servers: Servers) -> None:
    console = console_of(page, site, servers, "hidden")
    console.call()
    expect(console.panel).to_contain_text("Access-Control-Expose-Headers: mcp-session-id")
    console = console_of(page, site, servers, "hidden", direct=False)
    console.call()
    console.expect_status("Done")
    expect(console.result).to_contain_text("from a session")


def test_the_old_transport_is_named(page: Page, site: str, servers: Servers) -> None:
    console = console_of(page, site, servers, "events")
    console.call()
    expect(console.result).to_contain_text("2024-11-05")


def test_a_server_closed_to_other_origins_is_diagnosed(page: Page, site: str, servers: Servers) -> None:
    console = console_of(page, site, servers, "closed")
    console.call()
    expect(console.panel).to_contain_text(re.compile("CORS|origin"))
    expect(console.panel.locator(".gatepost-status")).to_have_attribute("data-state", "failed")
    assert servers.methods("/closed") == []


def test_a_key_is_not_carried_along_a_redirect(page: Page, site: str, servers: Servers) -> None:
    console = console_of(page, site, servers, "moved")
    console.panel.get_by_label("With").select_option(label="Authorization")
    console.panel.locator("input[type=password]").fill("sk-canary-redirect")
    console.call()
    expect(console.panel).to_contain_text("redirects")
    assert servers.methods("/moved") == ["server/discover"]
    assert servers.methods("/elsewhere") == []


def test_a_guarded_server_names_who_gives_out_tokens(page: Page, site: str, servers: Servers) -> None:
    console = console_of(page, site, servers, "guarded")
    with authorization_server() as issuer:
        servers.issuer, servers.token = issuer.url, TOKEN
        console.call()
        console.expect_status("401")
        assert servers.methods("/guarded") == ["server/discover"]
        console.panel.locator("gatepost-mcp-sign-in summary").first.click()
        console.panel.get_by_role("button", name="Ask 127.0.0.1").click()
        form = console.panel.locator("gatepost-sign-in")
        form.get_by_role("button", name="Look up the sign-in").click()
        form.get_by_label("Client ID").fill("docs")
        assert form.get_by_label("tools").is_checked()
        with page.expect_popup() as opened:
            form.get_by_role("button", name="Get a token").click()
        opened.value.get_by_role("link", name="Allow").evaluate(PRESS_SOON)
        expect(form).to_contain_text("Token granted")
        assert issuer.asked[0]["resource"] == f"{servers.url}/guarded"
        console.write_json({})
        console.call()
        console.expect_status("Done")
    carrying = {path for path, _, headers in servers.received if TOKEN in headers.get("authorization", "")}
    assert carrying == {"/guarded"}
