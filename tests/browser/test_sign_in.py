"""Tokens by OAuth 2 in Chromium, from an authorization server of ours; the canary goes to the target only."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, Request, expect

from tests.browser.authorization_server import (
    PRESS_SOON,
    REFRESH,
    SECRET,
    TOKEN,
    AuthorizationServer,
    authorization_server,
)
from tests.browser.conftest import MKDOCS
from tests.browser.console_panel import ConsolePanel
from tests.browser.echo import Echo, echo_gateway
from tests.browser.operation_page import OperationPage
from tests.browser.test_accessibility import check
from tests.browser.test_hostile_calls import CONFIGURATION, EVERYWHERE
from tests.serving import static_site

CALLBACK = "assets/gatepost/callback.html"
SCOPES = {"things:read": "See things.", "things:write": "Change things."}


def described(gateway: str, issuer: str) -> dict[str, Any]:
    addresses = {"tokenUrl": f"{issuer}/token", "scopes": SCOPES}
    authorization = {"authorizationUrl": f"{issuer}/authorize"}
    flows = {
        "authorizationCode": authorization | addresses,
        "clientCredentials": addresses,
        "deviceAuthorization": {"deviceAuthorizationUrl": f"{issuer}/device"} | addresses,
        "implicit": authorization | {"scopes": SCOPES},
    }
    return {
        "openapi": "3.2.0",
        "info": {"title": "Things", "version": "1"},
        "servers": [{"url": gateway}, {"url": f"{gateway}".replace("127.0.0.1", "localhost")}],
        "tags": [{"name": "Things"}],
        "paths": {
            "/things": {
                "get": {
                    "operationId": "listThings",
                    "tags": ["Things"],
                    "summary": "List things",
                    "responses": {"200": {"description": "Things."}},
                    "security": [{"sign": ["things:read"]}, {"identity": ["things:read"]}, {"evil": []}],
                }
            }
        },
        "components": {
            "securitySchemes": {
                "sign": {"type": "oauth2", "flows": flows},
                "identity": {
                    "type": "openIdConnect",
                    "openIdConnectUrl": f"{issuer}/.well-known/openid-configuration",
                },
                "evil": {
                    "type": "oauth2",
                    "flows": {"authorizationCode": {**addresses, "authorizationUrl": "http://evil.example/authorize"}},
                },
            }
        },
    }


@pytest.fixture(scope="module")
def gateway() -> Iterator[Echo]:
    with echo_gateway() as echo:
        yield echo


@pytest.fixture(scope="module")
def server() -> Iterator[AuthorizationServer]:
    with authorization_server() as running:
        yield running


@pytest.fixture(scope="module")
def site(gateway: Echo, server: AuthorizationServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("sign-in")
    (folder / "docs").mkdir()
    (folder / "docs/index.md").write_text("# Things\n\nHello.\n")
    (folder / "api.json").write_text(json.dumps(described(gateway.url, server.url)))
    (folder / "mkdocs.yml").write_text(CONFIGURATION.replace("console\n", "console: {clients: {sign: docs-console}}\n"))
    subprocess.run([MKDOCS, "build", "--quiet"], cwd=folder, check=True, stderr=subprocess.DEVNULL)
    with static_site(folder / "site") as url:
        yield url


class SignIn:
    """The part of a console that gets a token."""

    def __init__(self, console: ConsolePanel) -> None:
        self.console = console
        self.page = console.page
        console.panel.get_by_text("Get a token", exact=True).first.click()
        self.form: Locator = console.panel.locator("gatepost-sign-in")
        expect(self.form).to_be_visible()

    def choose(self, flow: str) -> None:
        self.form.get_by_label("How").select_option(label=flow)

    def get(self) -> None:
        self.form.get_by_role("button", name="Get a token").click()

    def allow(self) -> None:
        """Ask for a token, and allow it in the window that opens."""
        with self.page.expect_popup() as opened:
            self.get()
        popup = opened.value
        allow = popup.get_by_role("link", name="Allow")
        expect(allow).to_be_visible()
        assert popup.evaluate("window.opener") is None
        allow.click()

    def expect_granted(self) -> None:
        expect(self.form.locator(".gatepost-granted")).to_contain_text("Token granted")


@pytest.fixture
def console(page: Page, site: str, gateway: Echo, server: AuthorizationServer) -> ConsolePanel:
    gateway.received.clear()
    server.forget()
    return OperationPage(page, site, "reference/things/list-things/").try_it()


def called(console: ConsolePanel, gateway: Echo) -> str:
    console.send()
    console.expect_status("200")
    return gateway.received[-1][1]["authorization"]


def test_authorization_code_with_proof_state_and_issuer(
    console: ConsolePanel, gateway: Echo, server: AuthorizationServer, site: str
) -> None:
    sign_in = SignIn(console)
    expect(sign_in.form).to_contain_text(f"from {server.host}")
    expect(sign_in.form).to_contain_text(f"{site}{CALLBACK}")
    assert sign_in.form.get_by_label("things:read").is_checked(), "what the operation needs is chosen"
    assert not sign_in.form.get_by_label("things:write").is_checked()
    assert sign_in.form.get_by_label("Client ID").input_value() == "docs-console"
    sign_in.allow()
    sign_in.expect_granted()
    asked = server.asked[0]
    assert asked["redirect_uri"] == f"{site}{CALLBACK}" and asked["code_challenge_method"] == "S256"
    assert asked["scope"] == "things:read"
    assert "client_secret" not in server.forms[0] and "authorization" not in server.headers[0]
    assert called(console, gateway) == f"Bearer {TOKEN}"
    sign_in.form.get_by_role("button", name="Refresh it").click()
    expect(console.panel.locator('[data-field="auth:sign"] input').first).to_have_value(f"{TOKEN}-again")
    assert server.forms[-1]["refresh_token"] == REFRESH


def test_an_answer_of_another_issuer_is_not_used(console: ConsolePanel, server: AuthorizationServer) -> None:
    server.lies["iss"] = "https://evil.example"
    sign_in = SignIn(console)
    sign_in.allow()
    expect(sign_in.form).to_contain_text("it is not used")
    assert server.forms == [], "the code goes nowhere"


def test_an_answer_that_was_not_asked_for_is_not_used(console: ConsolePanel, server: AuthorizationServer) -> None:
    server.lies["state"] = "another"
    sign_in = SignIn(console)
    sign_in.allow()
    expect(sign_in.form.get_by_role("button", name="Stop")).to_be_visible()
    assert server.forms == []
    sign_in.form.get_by_role("button", name="Stop").click()
    expect(sign_in.form.get_by_role("button", name="Get a token")).to_be_enabled()


def test_another_target_stops_a_sign_in(console: ConsolePanel, server: AuthorizationServer) -> None:
    sign_in = SignIn(console)
    with console.page.expect_popup() as opened:
        sign_in.get()
    console.panel.get_by_label("Target").select_option(index=1)
    expect(console.panel.locator(".gatepost-destination")).to_contain_text("localhost")
    with opened.value.expect_event("close"):
        opened.value.get_by_role("link", name="Allow").evaluate(PRESS_SOON)
    assert server.forms == []
    expect(console.panel.locator('[data-field="auth:sign"] input').first).to_have_value("")


def test_a_window_that_is_held_back_becomes_a_link(console: ConsolePanel, gateway: Echo) -> None:
    sign_in = SignIn(console)
    console.page.evaluate("window.open = () => null")
    sign_in.get()
    with console.page.expect_popup() as opened:
        sign_in.form.get_by_role("link", name="Open the sign-in").click()
    opened.value.get_by_role("link", name="Allow").evaluate(PRESS_SOON)
    sign_in.expect_granted()
    assert called(console, gateway) == f"Bearer {TOKEN}"


def test_client_credentials(console: ConsolePanel, gateway: Echo, server: AuthorizationServer) -> None:
    sign_in = SignIn(console)
    sign_in.choose("Client credentials")
    sign_in.form.get_by_label("Client ID").fill("me")
    sign_in.form.get_by_label("Client secret").fill(SECRET)
    sign_in.get()
    sign_in.expect_granted()
    assert server.headers[0]["authorization"].startswith("Basic ") and server.forms[0]["scope"] == "things:read"
    assert called(console, gateway) == f"Bearer {TOKEN}"


def test_another_device(console: ConsolePanel, gateway: Echo, server: AuthorizationServer) -> None:
    sign_in = SignIn(console)
    sign_in.choose("Sign in on another device")
    sign_in.get()
    expect(sign_in.form).to_contain_text("WDJB-MJHT")
    server.approved = True
    sign_in.expect_granted()
    assert called(console, gateway) == f"Bearer {TOKEN}"


@pytest.mark.parametrize(("width", "palette"), [(1440, "dark"), (390, "light")])
def test_no_violation_while_signing_in(
    console: ConsolePanel, server: AuthorizationServer, width: int, palette: str
) -> None:
    page = console.page
    # So high that the Send bar, which stays in sight, lies over nothing.
    page.set_viewport_size({"width": width, "height": 3000})
    page.emulate_media(color_scheme=palette)  # type: ignore[arg-type]
    sign_in = SignIn(console)
    check(page)
    sign_in.choose("Client credentials")
    sign_in.form.get_by_label("Client secret").fill(SECRET)
    expect(sign_in.form.get_by_label("Send the secret in the form")).to_be_visible()
    check(page)
    sign_in.choose("Sign in on another device")
    sign_in.get()
    expect(sign_in.form).to_contain_text("WDJB-MJHT")
    check(page)
    server.approved = True
    sign_in.expect_granted()
    check(page)


def test_implicit_is_called_legacy(console: ConsolePanel, gateway: Echo) -> None:
    sign_in = SignIn(console)
    sign_in.choose("Implicit (legacy)")
    expect(sign_in.form).to_contain_text("legacy: the token passes through the address")
    sign_in.allow()
    sign_in.expect_granted()
    assert called(console, gateway) == f"Bearer {TOKEN}"


def test_discovery_names_its_host_before_it_asks(
    console: ConsolePanel, gateway: Echo, server: AuthorizationServer
) -> None:
    asked: list[str] = []
    console.page.on("request", lambda request: asked.append(urlsplit(request.url).netloc))
    console.panel.get_by_label("With").select_option(label="identity")
    sign_in = SignIn(console)
    look_up = sign_in.form.get_by_role("button", name=f"Look up the sign-in of {server.host}")
    expect(look_up).to_be_visible()
    assert server.host not in asked
    look_up.click()
    sign_in.form.get_by_label("Client ID").fill("me")
    sign_in.allow()
    sign_in.expect_granted()
    assert called(console, gateway) == f"Bearer {TOKEN}"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("issuer", "https://evil.example", "not usable"),
        ("authorization_endpoint", "javascript:alert(1)", "not https"),
        ("authorization_endpoint", "http://evil.example/authorize", "not https"),
        ("authorization_endpoint", "file:///etc/passwd", "not https"),
    ],
)
def test_what_a_server_says_of_itself_is_checked(
    console: ConsolePanel, server: AuthorizationServer, field: str, value: str, words: str
) -> None:
    server.lies[field] = value
    console.panel.get_by_label("With").select_option(label="identity")
    sign_in = SignIn(console)
    sign_in.form.get_by_role("button", name="Look up the sign-in").click()
    expect(sign_in.form).to_contain_text(words)
    expect(sign_in.form.get_by_role("button", name="Get a token")).to_have_count(0)


def test_a_sign_in_without_https_is_not_begun(console: ConsolePanel) -> None:
    console.panel.get_by_label("With").select_option(label="evil")
    sign_in = SignIn(console)
    expect(sign_in.form).to_contain_text("not https")
    expect(sign_in.form.get_by_role("button", name="Get a token")).to_have_count(0)


def test_tokens_and_secrets_are_found_nowhere_but_where_they_belong(
    console: ConsolePanel, gateway: Echo, server: AuthorizationServer, site: str
) -> None:
    page = console.page
    requests: list[Request] = []
    page.context.on("request", lambda request: requests.append(request))
    sign_in = SignIn(console)
    sign_in.form.get_by_label("Client secret").fill(SECRET)
    sign_in.allow()
    sign_in.expect_granted()
    assert called(console, gateway) == f"Bearer {TOKEN}"
    seen = page.evaluate(EVERYWHERE)
    assert all(canary not in seen for canary in (TOKEN, SECRET, REFRESH))
    for request in requests:
        text = f"{request.url} {request.headers} {request.post_data}"
        if not request.url.startswith(gateway.url):
            assert TOKEN not in text
        if not request.url.startswith(server.url):
            assert SECRET not in text and REFRESH not in text
    keep = console.panel.get_by_label("Keep it")
    keep.select_option(label="until this tab is closed")
    assert TOKEN in page.evaluate("JSON.stringify({...sessionStorage})")
    keep.select_option(label="on this computer for 8 hours")
    assert TOKEN in page.evaluate("JSON.stringify({...localStorage})")
    assert TOKEN not in page.evaluate("JSON.stringify({...sessionStorage})")
    console.panel.get_by_role("button", name="Clear all keys").click()
    seen = page.evaluate(EVERYWHERE)
    assert all(canary not in seen for canary in (TOKEN, SECRET, REFRESH))
    expect(console.panel.locator('[data-field="auth:sign"] input').first).to_have_value("")


def test_the_callback_page_alone_does_nothing(page: Page, site: str) -> None:
    page.goto(f"{site}{CALLBACK}")
    expect(page.get_by_role("status")).to_contain_text("Nothing was asked for")
    page.goto(f"{site}{CALLBACK}?state=<img src=x onerror=alert(1)>&code=1")
    expect(page.get_by_role("status")).to_contain_text("can be closed")
    assert page.url == f"{site}{CALLBACK}"


def test_a_site_without_console_has_no_callback(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# Things\n")
    (tmp_path / "api.json").write_text(json.dumps(described("http://127.0.0.1:9", "http://127.0.0.1:9")))
    (tmp_path / "mkdocs.yml").write_text(CONFIGURATION.replace("  - gatepost/console\n", ""))
    subprocess.run([MKDOCS, "build", "--quiet"], cwd=tmp_path, check=True, stderr=subprocess.DEVNULL)
    assert not (tmp_path / "site" / CALLBACK).exists()
