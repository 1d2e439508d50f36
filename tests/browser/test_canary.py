"""A session with a key in it, as a reader has one, through a proxy that writes down all that leaves the browser."""

import subprocess
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import MKDOCS
from tests.browser.console_panel import ConsolePanel
from tests.browser.echo import Echo, echo_gateway
from tests.browser.logging_proxy import LoggingProxy, logging_proxy
from tests.browser.operation_page import OperationPage
from tests.browser.test_hostile_calls import EVERYWHERE, OPERATION, described, project
from tests.browser.test_keep import kept, link_of, saved, sent
from tests.serving import static_site

CANARY = "sk-canary-proxy-51e8"
SITE = "http://docs.example/"


@pytest.fixture(scope="module")
def gateway() -> Iterator[Echo]:
    with echo_gateway() as echo:
        yield echo


@pytest.fixture(scope="module")
def proxy(gateway: Echo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LoggingProxy]:
    servers = [{"url": f"http://{name}.example/v1"} for name in ("gateway", "other", "nobody")]
    folder = project(tmp_path_factory.mktemp("canary") / "project", described(*servers))
    subprocess.run([MKDOCS, "build", "--quiet"], cwd=folder, check=True, stderr=subprocess.DEVNULL)
    with static_site(folder / "site") as site:
        hosts = {"docs.example": site, "gateway.example": gateway.url, "other.example": gateway.url}
        with logging_proxy(hosts) as running:
            yield running


@pytest.fixture
def page(chromium: Browser, proxy: LoggingProxy) -> Iterator[Page]:
    # Chromium calls loopback past a proxy, unless it is told not to.
    context = chromium.new_context(proxy={"server": proxy.url, "bypass": "<-loopback>"})
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


def type_key(console: ConsolePanel) -> None:
    console.drawn()
    console.panel.locator("input[type=password]").first.fill(CANARY)


def test_only_the_target_is_ever_told_the_key(page: Page, proxy: LoggingProxy, gateway: Echo) -> None:
    found: list[str] = []
    console = OperationPage(page, SITE, OPERATION).try_it()
    target = console.panel.get_by_label("Target", exact=True)
    type_key(console)
    console.panel.locator('[data-field="query:q"] input').fill(f"mine is {CANARY}")
    sent(console)
    console.panel.locator('[data-field="query:q"] input').fill("a")
    sent(console)
    assert gateway.received[-1][1]["authorization"] == f"Bearer {CANARY}"
    found += [link_of(console), *files(page, console), *programs(console)]
    found += [kept(console, view).inner_text() for view in ("History", "Compare")]
    found.append(page.evaluate(EVERYWHERE))
    target.select_option(label="http://other.example/v1")
    sent(console)
    assert "authorization" not in gateway.received[-1][1], "another host gets no key of this one"
    target.select_option(label="http://nobody.example/v1")
    console.drawn()
    console.send()
    console.expect_text("Something does not look right")  # there is no key for it
    console.send(anyway=True)
    expect(console.panel.locator(".gatepost-status")).to_have_attribute("data-state", "failed")
    console.panel.get_by_role("button", name="Find out why").click()
    expect(console.panel.locator(".gatepost-diagnosis")).to_be_visible()
    found.append(page.evaluate(EVERYWHERE))
    OperationPage(page, SITE, OPERATION.replace("get-thing", "smuggle")).try_it()
    found.append(page.evaluate(EVERYWHERE))
    page.goto(found[0])
    expect(page.locator(".gatepost-console-panel").get_by_role("alert").first).to_contain_text("came with a link")
    found.append(page.evaluate(EVERYWHERE))
    assert [text[:200] for text in found if CANARY in text] == []
    assert proxy.hosts_told(CANARY) == {"gateway.example"}
    assert {"docs.example", "other.example", "nobody.example"} <= {host for host, _ in proxy.passed}


def files(page: Page, console: ConsolePanel) -> list[str]:
    part = kept(console, "Link and files")
    return [saved(page, part.get_by_role("button", name=name)) for name in ("HTTP archive", "pytest")]


def programs(console: ConsolePanel) -> list[str]:
    """The request in every language."""
    part = kept(console, "Code")
    choice = part.get_by_label("Language")
    languages = choice.evaluate("select => [...select.options].map(option => option.value)")
    written = []
    for language in languages:
        choice.select_option(language)
        console.drawn()
        written.append(part.locator("pre").inner_text())
    assert len(set(written)) == len(languages) >= 8
    return written
