"""Gateways by the ways to reach them from a page: each cell works, or the console says why it cannot.

Postern is always there. The others are real, installed by `make test-gateways`, and skipped where they are not.
"""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import MKDOCS, serving
from tests.browser.console_panel import ConsolePanel
from tests.browser.mcp_panel import McpPanel
from tests.browser.operation_page import OperationPage
from tests.gateways import postern_mcp, real
from tests.gateways.upstream import model_provider

GATEPOST = str(Path(MKDOCS).with_name("gatepost"))
CHAT = "reference/chat/create-chat-completion/"
TEXT = {"type": "string"}
CALLS = ("plain", "stream", "error", "cancel")
WAYS = ("direct", "through the site")
THROUGH = "through the site"
FAMILIES = {"LiteLLM": "litellm", "Portkey": "portkey", "Traefik": "traefik", "FastMCP": "fastmcp"}
WORKS, DIAGNOSED = "works", "diagnosed"


class Row(NamedTuple):
    """A gateway of the matrix: what its models are called, and what its server lists."""

    name: str
    key: str = real.KEY
    models: tuple[str, str, str] | None = ("plain", "limited", "slow")
    error: str = "429"
    tool: tuple[str, dict[str, str], str] | None = None
    mcp_path: str = "/mcp"
    closed: bool = False
    """Whether it lets no page of another origin in, as it is installed."""


ROWS = (
    Row(
        "Postern",
        key="sk-sandbox",
        models=("fast", "no-such-model", "fast"),
        error="404",
        tool=("search_repositories", {"query": "search"}, "repositories"),
        mcp_path="/mcp/quarry",
    ),
    Row("LiteLLM", tool=("weather-get_forecast", {"city": "Paris"}, "It rains in Paris.")),
    Row("Portkey", closed=True),
    Row("Traefik"),
    Row("server-everything", models=None, tool=("echo", {"message": "quiet harbour"}, "quiet harbour")),
    Row("FastMCP", models=None, tool=("get_forecast", {"city": "Paris"}, "It rains in Paris."), closed=True),
)


class Gateways:
    """The running site and the gateways that it names, each started when it is first asked for."""

    def __init__(self, site: str, urls: dict[str, str], start: Callable[[str], None]) -> None:
        self.site, self.urls, self._start = site, urls, start
        self._started: set[str] = {"Postern"}

    def need(self, name: str) -> None:
        """Have a gateway running; skips the test where it is not installed."""
        if name not in self._started:
            self._start(name)
            self._started.add(name)


def description() -> dict[str, Any]:
    def header(name: str, example: str) -> dict[str, Any]:
        return {"name": name, "in": "header", "required": True, "schema": TEXT, "example": example}

    message = {"type": "object", "properties": {"role": TEXT, "content": TEXT}}
    schema = {
        "type": "object",
        "properties": {
            "model": TEXT,
            "messages": {"type": "array", "items": message},
            "stream": {"type": "boolean"},
            "stream_options": {"type": "object", "properties": {"include_usage": {"type": "boolean"}}},
        },
    }
    operation = {
        "operationId": "createChatCompletion",
        "summary": "Create chat completion",
        "tags": ["Chat"],
        "parameters": [header("x-portkey-provider", "openai"), header("x-portkey-custom-host", "PROVIDER/v1")],
        "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
        "responses": {"200": {"description": "Said.", "content": {"application/json": {}, "text/event-stream": {}}}},
        "security": [{"key": []}],
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Gateways", "version": "1"},
        "tags": [{"name": "Chat"}],
        "paths": {"/v1/chat/completions": {"post": operation}},
        "components": {"securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}},
    }


def tool_of(row: Row) -> dict[str, Any]:
    assert row.tool
    name, arguments, _ = row.tool
    schema = {"type": "object", "properties": dict.fromkeys(arguments, TEXT), "required": list(arguments)}
    return {"name": name, "description": "Reads.", "inputSchema": schema, "annotations": {"readOnlyHint": True}}


def project(folder: Path, urls: dict[str, str], provider: str) -> Path:
    (folder / "docs").mkdir(parents=True)
    (folder / "docs/index.md").write_text("# Gateways\n\nHello.\n")
    (folder / "api.json").write_text(json.dumps(description()).replace("PROVIDER", provider))
    servers = []
    for row in ROWS:
        if row.tool:
            (folder / f"{identifier(row)}.json").write_text(json.dumps({"tools": [tool_of(row)]}))
            url = f"{urls[row.name]}{row.mcp_path}"
            servers.append({"path": f"{identifier(row)}.json", "id": identifier(row), "url": url})
    targets = [
        {"name": f"{name} {way}", "url": url, "proxy": way == THROUGH, "gateway": FAMILIES.get(name, "")}
        for name, url in urls.items()
        for way in WAYS
    ]
    plugins = [
        {"gatepost/gateway": {"openapi": "api.json", "mcp": servers}},
        "gatepost/reference",
        {"gatepost/console": {"targets": targets}},
    ]
    configuration = {"site_name": "Gateways", "theme": {"name": "material"}, "plugins": plugins}
    (folder / "mkdocs.yml").write_text(json.dumps(configuration))
    return folder


def identifier(row: Row) -> str:
    return row.name.lower()


@pytest.fixture(scope="module")
def gateways(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateways]:
    folder = tmp_path_factory.mktemp("gateways")
    ports = {name: real.free_port() for name in real.STARTERS}
    with ExitStack() as stack:
        provider = stack.enter_context(model_provider())
        urls = {"Postern": stack.enter_context(postern_mcp.running(pace=1.0))}
        urls |= {name: f"http://127.0.0.1:{port}" for name, port in ports.items()}
        served = stack.enter_context(serving(project(folder / "project", urls, provider)))

        def start(name: str) -> None:
            own = folder / name
            own.mkdir(exist_ok=True)  # asked for again, where it is not installed
            place = real.Place(ports[name], own, provider, served.site.rstrip("/"), urls["FastMCP"])
            stack.enter_context(real.STARTERS[name](place))

        yield Gateways(served.site, urls, start)


@pytest.fixture(scope="module")
def board(request: pytest.FixtureRequest) -> Iterator[dict[tuple[str, str, str], str]]:
    """What came out of each cell, by gateway, way and call; printed at the end."""
    cells: dict[tuple[str, str, str], str] = {}
    yield cells
    capture = request.config.pluginmanager.get_plugin("capturemanager")
    if capture is not None and cells:
        with capture.global_and_fixture_disabled():
            print("\n\n" + table(cells))


def table(cells: dict[tuple[str, str, str], str]) -> str:
    """Return the matrix in Markdown."""
    calls = (*CALLS, "MCP list", "MCP call")
    lines = ["| gateway | way | " + " | ".join(calls) + " |", "|" + "---|" * (len(calls) + 2)]
    for row in ROWS:
        for way in WAYS:
            found = [cells.get((row.name, way, call), absent(row, call)) for call in calls]
            lines.append(f"| {row.name} | {way} | " + " | ".join(found) + " |")
    return "\n".join(lines)


def absent(row: Row, call: str) -> str:
    """Why a cell is empty: the gateway has no such thing, or was not there."""
    has = row.tool if call.startswith("MCP") else row.models
    return "not run" if has else "has none"


def aim(console: ConsolePanel, row: Row, way: str) -> None:
    """Choose the target, and give it its key."""
    console.panel.get_by_label("Target", exact=True).select_option(label=f"{row.name} {way}")
    expect(console.panel.locator(".gatepost-destination")).to_contain_text("127.0.0.1")
    console.page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def with_key(console: ConsolePanel, key: str) -> None:
    field = console.panel.locator("input[type=password]").first
    field.evaluate("field => { const part = field.closest('details'); if (part) part.open = true; }")
    field.fill(key)
    field.blur()


def body(model: str, *, stream: bool) -> dict[str, Any]:
    messages = [{"role": "user", "content": "Is the gate open?"}]
    asked = {"model": model, "messages": messages, "stream": stream}
    return asked | ({"stream_options": {"include_usage": True}} if stream else {})


def send(console: ConsolePanel, asked: dict[str, Any]) -> None:
    console.write_json(asked)
    console.watch_answer()
    console.send()
    # Until it is drawn, the status is that of the call before.
    console.page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def refused(console: ConsolePanel) -> str:
    """The diagnosis of a gateway that lets no page in."""
    expect(console.panel.locator(".gatepost-status")).to_have_attribute("data-state", "failed")
    console.expect_text("CORS")
    return DIAGNOSED


def plain(console: ConsolePanel, row: Row) -> str:
    assert row.models
    send(console, body(row.models[0], stream=False))
    if row.closed:
        refused(console)
        console.panel.get_by_role("button", name="Find out why").click()
        console.expect_text("proxy_pass")
        return "diagnosed, lines to add"
    console.expect_status("200 OK")
    assert re.search(r"\d+ in \+ \d+ out = \d+", console.reading("Tokens"))
    if row.name == "LiteLLM":
        told = console.panel.locator("gatepost-reply-headers").get_by_role("row", name="x-litellm-response-cost").first
        console.panel.locator("gatepost-response summary", has_text="Headers").click()
        expect(told).to_contain_text("$0.000023" if console.destination.endswith("this site") else "hidden by CORS")
    return WORKS


def stream(console: ConsolePanel, row: Row) -> str:
    assert row.models
    send(console, body(row.models[0], stream=True))
    if row.closed:
        return refused(console)
    console.expect_status("200 OK")
    assert len(console.answer_growth) >= 2, "it must grow, not appear at once"
    assert console.reading("Tokens a second")
    return f"{WORKS}, {len(console.answer_growth)} steps"


def error(console: ConsolePanel, row: Row) -> str:
    assert row.models
    send(console, body(row.models[1], stream=False))
    if row.closed:
        return refused(console)
    console.expect_status(row.error)
    expect(console.panel.locator(".gatepost-explained h3")).to_be_visible()
    if row.error != "429":
        return f"{row.error} explained"
    console.expect_text("Slow down, please.")
    counted = console.panel.locator("gatepost-retry").count() == 1
    return "429 explained" + (", counts down" if counted else "")


def cancel(console: ConsolePanel, row: Row) -> str:
    assert row.models
    send(console, body(row.models[2], stream=True))
    if row.closed:
        return refused(console)
    # Within the page: a busy machine may take longer to tell of the words than the words take to come.
    console.panel.get_by_role("button", name="Cancel", exact=True).evaluate(
        "async button => { while (window.growth.length < 2) await new Promise(requestAnimationFrame); button.click(); }"
    )
    expect(console.panel.locator(".gatepost-status")).to_contain_text("cancelled", ignore_case=True)
    return WORKS


CELLS: dict[str, Callable[[ConsolePanel, Row], str]] = {
    "plain": plain,
    "stream": stream,
    "error": error,
    "cancel": cancel,
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("row", [row for row in ROWS if row.models], ids=lambda row: row.name)
def test_calls(
    chromium: Browser, gateways: Gateways, board: dict[tuple[str, str, str], str], row: Row, way: str
) -> None:
    gateways.need(row.name)
    page = chromium.new_page()
    page.set_default_timeout(15_000)
    console = OperationPage(page, gateways.site, CHAT).try_it()
    aim(console, row, way)
    with_key(console, row.key)
    reached = row if way == "direct" else row._replace(closed=False)
    for name, call in CELLS.items():
        board[row.name, way, name] = "FAILS"
        board[row.name, way, name] = call(console, reached)
    page.close()


def test_a_fallback_is_told(chromium: Browser, gateways: Gateways) -> None:
    row = next(row for row in ROWS if row.name == "LiteLLM")
    gateways.need(row.name)
    page = chromium.new_page()
    console = OperationPage(page, gateways.site, CHAT).try_it()
    aim(console, row, THROUGH)
    with_key(console, row.key)
    send(console, body("fallen", stream=False))
    console.expect_status("200 OK")
    assert console.reading("Fallbacks") == "1"
    assert console.reading("Cost") == "$0.000023"
    page.close()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("row", [row for row in ROWS if row.tool], ids=lambda row: row.name)
def test_mcp(chromium: Browser, gateways: Gateways, board: dict[tuple[str, str, str], str], row: Row, way: str) -> None:
    assert row.tool
    if row.name == "LiteLLM":
        gateways.need("FastMCP")
    gateways.need(row.name)
    page = chromium.new_page()
    page.set_default_timeout(15_000)
    reached = row if way == "direct" else row._replace(closed=False)
    for call, act in (("MCP list", listed), ("MCP call", answered)):
        board[row.name, way, call] = "FAILS"
        board[row.name, way, call] = act(page, gateways.site, reached, way)
    page.close()


def mcp_console(page: Page, address: str, row: Row, way: str) -> McpPanel:
    """The console of a page of the gateway's MCP server, aimed at the gateway."""
    page.goto(address)
    page.locator("gatepost-console > button").click()
    console = McpPanel(page)
    aim(console, row, way)
    if row.models:
        console.panel.get_by_label("With", exact=True).select_option(index=1)
        with_key(console, row.key)
    return console


def listed(page: Page, site: str, row: Row, way: str) -> str:
    assert row.tool
    console = mcp_console(page, f"{site}mcp/{identifier(row)}/", row, way)
    console.call("List what it offers")
    if row.closed:
        return refused(console)
    console.expect_status("Done")
    count = re.search(r"(\d+) tools?\b", console.result.inner_text())
    assert count and int(count[1]) >= 1
    return f"{WORKS}, {count[0]}"


def answered(page: Page, site: str, row: Row, way: str) -> str:
    assert row.tool
    name, arguments, told = row.tool
    console = mcp_console(page, f"{site}mcp/{identifier(row)}/tools/{name.replace('_', '-')}/", row, way)
    for argument, value in arguments.items():
        console.fill(argument, value)
    console.call()
    if row.closed:
        return refused(console)
    console.expect_status("Done")
    expect(console.result).to_contain_text(told)
    return WORKS
