"""Calls that get no answer, in Chromium: the console finds out why, and prints the lines that help."""

import json
import socket
import subprocess
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import MKDOCS
from tests.browser.console_panel import ConsolePanel
from tests.browser.operation_page import OperationPage
from tests.browser.test_accessibility import check
from tests.browser.test_hostile_calls import CONFIGURATION, SECRET, type_key
from tests.browser.unwilling import WAYS, Unwilling, unwilling_gateways
from tests.serving import static_site

OPERATION = {
    "operationId": "listThings",
    "tags": ["Things"],
    "summary": "List things",
    "parameters": [{"name": "X-Note", "in": "header", "schema": {"type": "string"}, "required": True, "example": "a"}],
    "responses": {"200": {"description": "Things."}},
    "security": [{"key": []}],
}


@pytest.fixture(scope="module")
def gateways() -> Iterator[Unwilling]:
    with unwilling_gateways() as seen:
        yield seen


@pytest.fixture(scope="module")
def nobody() -> str:
    """An address where nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return f"http://127.0.0.1:{probe.getsockname()[1]}"


@pytest.fixture(scope="module")
def site(gateways: Unwilling, nobody: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("doctor")
    (folder / "docs").mkdir()
    (folder / "docs/index.md").write_text("# Things\n\nHello.\n")
    servers = [{"url": f"{gateways.url}/{way}", "description": way} for way in WAYS]
    description = {
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "1"},
        "servers": [*servers, {"url": nobody, "description": "nobody"}],
        "tags": [{"name": "Things"}],
        "paths": {"/things": {"get": OPERATION}},
        "components": {"securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}},
    }
    (folder / "api.json").write_text(json.dumps(description))
    targets = f"[{{name: Portkey here, url: '{gateways.url}/none', gateway: portkey}}]"
    target = f"{{targets: {targets}, schemes: [{{name: Tenant, header: x-tenant}}]}}"
    (folder / "mkdocs.yml").write_text(CONFIGURATION.replace("console\n", f"console: {target}\n"))
    subprocess.run([MKDOCS, "build", "--quiet"], cwd=folder, check=True, stderr=subprocess.DEVNULL)
    with static_site(folder / "site") as url:
        yield url


def asked(page: Page, site: str, target: str) -> ConsolePanel:
    console = OperationPage(page, site, "reference/things/list-things/").try_it()
    console.panel.get_by_label("Target").select_option(label=target)
    chosen = console.panel.get_by_label("With")
    expect(chosen.locator("option"), "the configured scheme comes first").to_have_text(["Tenant", "key"])
    chosen.select_option(label="key")
    type_key(console)
    console.send()
    expect(console.panel.locator(".gatepost-status")).to_have_attribute("data-state", "failed")
    return console


@pytest.mark.parametrize(
    ("way", "words"),
    [
        ("Portkey here", "does not let pages of {page} read its answers"),
        ("404", "refuses the preflight that comes before authorization, x-note"),
        ("405", "refuses the preflight that comes before authorization, x-note"),
        ("400", "refuses the preflight that comes before authorization, x-note"),
        ("header", "does not allow the header authorization"),
        ("nobody", "nothing may listen there"),
    ],
)
def test_the_cause_is_found_without_the_key(page: Page, site: str, gateways: Unwilling, way: str, words: str) -> None:
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(site))
    console = asked(page, site, way)
    doctor = console.panel.locator("gatepost-doctor")
    expect(doctor).to_contain_text("without your key and without a body")
    gateways.received.clear()
    doctor.get_by_role("button", name="Find out why").click()
    expect(doctor.locator(".gatepost-diagnosis")).to_contain_text(words.format(page=origin))
    assert SECRET not in str(gateways.received)
    assert all(line.startswith(("GET", "OPTIONS")) for line in gateways.received)
    if way != "nobody":
        expect(doctor.locator("pre").first).to_contain_text(origin)
        expect(doctor.locator("pre").last).to_contain_text("proxy: true")


def test_nothing_is_probed_before_the_reader_agrees_and_the_family_is_a_choice(
    page: Page, site: str, gateways: Unwilling
) -> None:
    gateways.received.clear()
    console = asked(page, site, "Portkey here")
    doctor = console.panel.locator("gatepost-doctor")
    expect(doctor.get_by_role("button", name="Find out why")).to_be_visible()
    # The preflight of the call itself.
    assert [line.split()[0] for line in gateways.received] == ["OPTIONS"]
    doctor.get_by_role("button", name="Find out why").click()
    family = doctor.get_by_label("The gateway is")
    expect(family).to_have_value("portkey")
    expect(doctor).to_contain_text("has no setting for it")
    family.select_option(label="ContextForge")
    expect(doctor.locator("pre").first).to_contain_text("ALLOWED_ORIGINS='[\"http://127.0.0.1:")
    family.select_option(label="FastMCP")
    expect(doctor.locator("pre").first).to_contain_text('"authorization", "content-type", "x-note"')


@pytest.mark.parametrize(("width", "palette"), [(1440, "light"), (390, "dark")])
def test_no_violation_in_a_diagnosis(page: Page, site: str, width: int, palette: str) -> None:
    # So high that the Send bar, which stays in sight, lies over nothing.
    page.set_viewport_size({"width": width, "height": 3000})
    page.emulate_media(color_scheme=palette)  # type: ignore[arg-type]
    console = asked(page, site, "Portkey here")
    check(page)
    doctor = console.panel.locator("gatepost-doctor")
    doctor.get_by_role("button", name="Find out why").click()
    expect(doctor.locator("pre").last).to_contain_text("proxy: true")
    check(page)


def test_mixed_content_is_told_before_anything_is_sent(page: Page, site: str) -> None:
    secure = "https://docs.example/"
    left: list[str] = []

    def published(route: Route) -> None:
        reply = route.fetch(url=site + route.request.url.removeprefix(secure))
        route.fulfill(status=reply.status, body=reply.body(), content_type=reply.headers["content-type"])

    page.route(f"{secure}**", published)
    page.on("request", lambda request: left.append(request.url))
    console = OperationPage(page, secure, "reference/things/list-things/").try_it()
    mode, send = console.panel.locator(".gatepost-mode"), console.panel.get_by_role("button", name="Send", exact=True)
    expect(mode, "an address of this computer is no mixed content").to_have_attribute("data-mode", "direct")
    console.panel.get_by_label("Target", exact=True).select_option(label="Another base URL")
    address = console.panel.get_by_label("Base URL", exact=True)
    address.fill("http://gateway.example/v1")
    address.press("Tab")
    expect(mode).to_have_attribute("data-mode", "copy")
    expect(mode).to_contain_text("a page that came over https may not call http (mixed content)")
    expect(send).to_be_disabled()
    page.keyboard.press("Control+Enter")
    console.drawn()
    assert [url for url in left if not url.startswith(secure)] == []
    address.fill("https://gateway.example/v1")
    address.press("Tab")
    expect(send).to_be_enabled()
