"""HOSTILE.md cases 19, 20 and 25 in Chromium: where the console sends, what it sends there, and where keys stay."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.conftest import MKDOCS, serving
from tests.browser.console_panel import ConsolePanel
from tests.browser.echo import Echo, echo_gateway
from tests.browser.operation_page import OperationPage
from tests.serving import static_site

OPERATION = "reference/things/get-thing/"
SECRET = "sk-canary-9a41c7"
CONFIGURATION = """\
site_name: Calls
theme: {name: material, features: [navigation.instant]}
plugins:
  - gatepost/gateway: {openapi: api.json}
  - gatepost/reference
  - gatepost/console
"""


def described(*servers: dict[str, Any], summary: str = "Get a thing") -> dict[str, Any]:
    text = {"type": "string"}
    parameters = [
        {"name": "id", "in": "path", "required": True, "schema": text, "example": "one"},
        {"name": "X-Note", "in": "header", "required": True, "schema": text, "example": "note"},
        {"name": "q", "in": "query", "required": True, "schema": text, "example": "a"},
    ]
    operation = {
        "operationId": "getThing",
        "tags": ["Things"],
        "summary": summary,
        "parameters": parameters,
        "responses": {"200": {"description": "A thing."}},
        "security": [{"key": []}, {"query": []}],
    }
    smuggling = [{**parameter, "example": "a\r\nX-Evil: 1\0"} for parameter in parameters]
    return {
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "1"},
        "servers": list(servers),
        "tags": [{"name": "Things"}],
        "paths": {
            "/things/{id}": {"get": operation},
            "/smuggled/{id}": {"get": operation | {"operationId": "smuggle", "parameters": smuggling}},
        },
        "components": {
            "securitySchemes": {
                "key": {"type": "http", "scheme": "bearer"},
                "query": {"type": "apiKey", "in": "query", "name": "api_key"},
            }
        },
    }


def project(folder: Path, description: dict[str, Any]) -> Path:
    (folder / "docs").mkdir(parents=True)
    (folder / "docs/index.md").write_text("# Things\n\nHello.\n")
    (folder / "api.json").write_text(json.dumps(description))
    (folder / "mkdocs.yml").write_text(CONFIGURATION)
    return folder


@pytest.fixture(scope="module")
def gateway() -> Iterator[Echo]:
    with echo_gateway() as echo:
        yield echo


@pytest.fixture(scope="module")
def other() -> Iterator[Echo]:
    with echo_gateway() as echo:
        yield echo


@pytest.fixture(scope="module")
def site(gateway: Echo, other: Echo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    variable = {"default": "v1", "description": "Version"}
    description = described(
        {"url": f"{gateway.url}/v1"},
        {"url": f"{other.url}/v1"},
        {
            "url": f"http://{{name}}.localhost:{gateway.host[-5:]}/{{path}}",
            "description": "By name",
            "variables": {"name": variable, "path": variable},
        },
        {"url": f"{gateway.url}/twin", "description": "Twin"},
        {"url": f"{other.url}/twin", "description": "Twin"},
        {"url": "javascript:alert(1)"},
        {"url": "//evil.example/v1"},
        {"url": f"http://{gateway.host}@evil.example/"},
        {"url": "data:text/html,<script>alert(1)</script>"},
        {"url": "http://evil.example\\@127.0.0.1/"},
    )
    folder = project(tmp_path_factory.mktemp("calls") / "project", description)
    subprocess.run([MKDOCS, "build", "--quiet"], cwd=folder, check=True, stderr=subprocess.DEVNULL)
    with static_site(folder / "site") as url:
        yield url


@pytest.fixture
def console(page: Page, site: str, gateway: Echo, other: Echo) -> ConsolePanel:
    gateway.received.clear()
    other.received.clear()
    return OperationPage(page, site, OPERATION).try_it()


def fill(console: ConsolePanel, field: str, value: str) -> None:
    console.panel.locator(f'[data-field="{field}"] input').fill(value)


def target(console: ConsolePanel, name: str) -> None:
    console.panel.get_by_label("Target").select_option(label=name)
    console.drawn()


def type_key(console: ConsolePanel) -> None:
    console.drawn()
    console.panel.locator("input[type=password]").fill(SECRET)


def sent(console: ConsolePanel) -> None:
    """Press Send, insisting where the console has doubts, and wait for the answer."""
    with console.page.expect_response(lambda response: "/v1/" in response.url and response.request.method == "GET"):
        console.send()
        anyway = console.panel.get_by_role("button", name="Send anyway")
        # A first Send waits for the code that has doubts.
        expect(anyway.or_(console.panel.locator(".gatepost-status")).first).to_be_visible()
        if anyway.count():
            console.send(anyway=True)
    console.expect_status("200")


# 19
UNSAFE = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd",
    "http://gateway.example@evil.example/",
    "https://gateway.example:443@evil.example",
    "http://",
)


def custom(console: ConsolePanel, url: str) -> None:
    target(console, "Another base URL")
    console.panel.get_by_label("Base URL").fill(url)
    console.panel.get_by_label("Base URL").blur()
    console.drawn()


def test_servers_that_are_no_plain_web_address_are_not_offered(
    console: ConsolePanel, gateway: Echo, other: Echo
) -> None:
    offered = console.panel.get_by_label("Target").locator("option").all_inner_texts()
    assert offered == [f"{gateway.url}/v1", f"{other.url}/v1", "By name", "Twin", "Twin", "Another base URL"]


def test_two_servers_of_one_name_are_told_apart(console: ConsolePanel, gateway: Echo, other: Echo) -> None:
    chosen = console.panel.get_by_label("Target")
    for index, echo in ((4, other), (3, gateway)):
        chosen.select_option(index=index)
        expect(console.panel.locator(".gatepost-destination")).to_have_text(f"to {echo.host}")
        console.drawn()
        assert chosen.evaluate("select => select.selectedIndex") == index


@pytest.mark.parametrize("url", UNSAFE)
def test_what_is_no_plain_web_address_cannot_be_called(console: ConsolePanel, url: str) -> None:
    custom(console, url)
    assert console.destination == "to no target"
    expect(console.panel.get_by_role("button", name="Send", exact=True)).to_be_disabled()


@pytest.mark.parametrize(
    "url", ["", "By name", "//evil.example/v1", "http://evil.example\\@127.0.0.1/", "/here", "http:x"]
)
def test_the_host_beside_send_receives_the_request(console: ConsolePanel, gateway: Echo, url: str) -> None:
    requests: list[str] = []
    if url == "By name":
        target(console, url)
    else:
        custom(console, url or gateway.url)
    named = console.destination.removeprefix("to ")
    type_key(console)
    console.page.on("request", lambda request: requests.append(request.url))
    console.page.route(re.compile("evil|://x"), lambda route: route.fulfill(status=200, body="{}"))
    console.send()
    console.expect_text("total")
    # Parts of the console itself still come from the site.
    called = [urlsplit(request).netloc for request in requests if "/assets/gatepost/" not in request]
    assert called and set(called) == {named}


@pytest.mark.parametrize(
    "value", ["evil.example/", "a@evil.example", "evil.example#", "evil.example?", "a\\b", "a:1", ".."]
)
def test_a_variable_cannot_move_the_host(console: ConsolePanel, gateway: Echo, value: str) -> None:
    for name in ("name", "path"):
        target(console, f"{gateway.url}/v1")
        target(console, "By name")
        field = console.panel.locator(".gatepost-target").get_by_label(name)
        field.fill(value)
        field.press("Tab")
        expect(console.panel.locator(".gatepost-destination")).to_have_text("to no target")


def test_another_host_never_gets_the_keys_of_this_one(console: ConsolePanel, gateway: Echo, other: Echo) -> None:
    type_key(console)
    sent(console)
    assert gateway.received[0][1]["authorization"] == f"Bearer {SECRET}"
    target(console, f"{other.url}/v1")
    expect(console.panel.locator("input[type=password]")).to_have_value("")
    sent(console)
    assert SECRET not in str(other.received) and other.received
    target(console, f"{gateway.url}/v1")
    expect(console.panel.locator("input[type=password]")).to_have_value("")


# 20
VALUES = (
    "../../admin",
    "..%2f..%2fadmin",
    "%2e%2e",
    "%2e%2e/%2e%2e/admin",
    "?x#y",
    "a b&c=d;e,f",
    "é/\\🚪",
    "//evil.example",
    "{id}",
)


@pytest.mark.parametrize("value", VALUES)
def test_a_value_stays_one_segment_and_one_query_value(console: ConsolePanel, gateway: Echo, value: str) -> None:
    type_key(console)
    fill(console, "path:id", value)
    fill(console, "query:q", value)
    sent(console)
    encoded = quote(value, safe="")
    assert gateway.paths == [f"/v1/things/{encoded}?q={encoded}"]


@pytest.mark.parametrize("value", [".", "..", ""])
def test_a_step_up_or_nothing_is_not_sent(console: ConsolePanel, gateway: Echo, value: str) -> None:
    fill(console, "path:id", value)
    console.send()
    console.expect_text("This cannot be sent")
    expect(console.panel.get_by_role("button", name="Send anyway")).to_have_count(0)
    assert gateway.received == []


def test_line_breaks_and_nul_of_an_example(page: Page, site: str, gateway: Echo) -> None:
    gateway.received.clear()
    console = OperationPage(page, site, OPERATION.replace("get-thing", "smuggle")).try_it()
    type_key(console)
    console.send()
    console.expect_text("line break or NUL")
    assert gateway.received == []
    fill(console, "header:X-Note", "note")
    sent(console)
    smuggled = quote("a\r\nX-Evil: 1\0", safe="")
    assert gateway.paths == [f"/v1/smuggled/{smuggled}?q={smuggled}"]
    assert "x-evil" not in gateway.received[0][1]


# 25
EVERYWHERE = """
async () => JSON.stringify([
  location.href, document.cookie, document.title, history.state, document.referrer, window.name,
  {...localStorage}, {...sessionStorage}, document.documentElement.outerHTML,
  (await indexedDB.databases()).map(database => database.name), await globalThis.caches?.keys(),
])
"""


@pytest.mark.parametrize("alternative", [0, 1])
def test_a_key_is_found_nowhere_after_its_use(
    console: ConsolePanel, gateway: Echo, other: Echo, site: str, alternative: int
) -> None:
    page = console.page
    requests: list[Request] = []
    page.on("request", lambda request: requests.append(request))
    console.panel.get_by_label("With").select_option(index=alternative)
    type_key(console)
    sent(console)
    assert SECRET in str(gateway.received)
    assert SECRET not in page.evaluate(EVERYWHERE)
    page.get_by_role("tab", name="Python", exact=True).first.click()
    assert SECRET not in page.evaluate(EVERYWHERE)
    page.get_by_role("link", name="Calls").first.click()
    page.wait_for_url(site)
    assert SECRET not in page.evaluate(EVERYWHERE)
    page.go_back()
    page.wait_for_url(f"**/{OPERATION}")
    assert SECRET not in page.evaluate(EVERYWHERE)
    for request in requests:
        if not request.url.startswith(gateway.url):
            assert SECRET not in f"{request.url} {request.headers} {request.post_data}"
    assert other.received == []


def test_a_key_is_not_shown_when_the_gateway_is_away(console: ConsolePanel) -> None:
    page = console.page
    console.panel.get_by_label("With").select_option(index=1)
    type_key(console)
    page.route("**/v1/things/**", lambda route: route.abort())
    console.send()
    expect(console.panel.locator(".gatepost-status")).to_have_attribute("data-state", "failed")
    assert SECRET not in page.evaluate(EVERYWHERE)


def test_a_key_is_kept_in_this_tab_only_where_the_reader_wants_it(console: ConsolePanel, other: Echo) -> None:
    page = console.page
    type_key(console)
    console.panel.get_by_label("Keep it").select_option(label="until this tab is closed")
    assert SECRET in page.evaluate("JSON.stringify({...sessionStorage})")
    assert SECRET not in page.evaluate("JSON.stringify({...localStorage})")
    target(console, f"{other.url}/v1")
    assert SECRET not in page.evaluate(EVERYWHERE)


# A broken description under `mkdocs serve`
def test_the_last_good_site_stays_while_a_description_is_broken(page: Page, tmp_path: Path) -> None:
    folder = project(tmp_path / "project", described({"url": "http://127.0.0.1:9"}))
    with serving(folder) as (base, _):
        operation = OperationPage(page, base, OPERATION)
        (folder / "api.json").write_text('{"openapi": "3.1.0", "info": {"title": <img src=x onerror=alert(1)>')
        problem = page.get_by_role("alert").filter(has_text="api.json:1")
        expect(problem).to_contain_text("last good reference", timeout=30_000)
        assert operation.title == "Get a thing"
        assert page.locator("[onerror]").count() == 0
        page.goto(base)
        expect(problem).to_be_visible()
        page.goto(base + OPERATION)
        (folder / "api.json").write_text(json.dumps(described(summary="Fetch a thing")))
        expect(page.locator("h1")).to_have_text(re.compile("Fetch a thing"), timeout=30_000)
        expect(problem).to_have_count(0)
