"""HOSTILE.md in Chromium: a site whose every string is a payload is read, searched and tried, and stays inert."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import MKDOCS
from tests.browser.console_panel import ConsolePanel
from tests.browser.search_box import SearchBox
from tests.hostile.canary import TEXTS, UNREACHABLE, hostile_project
from tests.serving import static_site

ALIVE = """
() => {
  const found = [];
  if (window.canary !== undefined) found.push('a payload ran');
  if (({}).polluted !== undefined || Object.keys(Object.prototype).length) found.push('a prototype was changed');
  for (const element of document.querySelectorAll('*')) {
    for (const {name, value} of element.attributes) {
      if (/^on/i.test(name)) found.push(`<${element.localName} ${name}>`);
      if (/^(href|src|action|formaction|xlink:href|srcdoc|data)$/i.test(name) && element[name] !== undefined) {
        const url = new URL(typeof element[name] === 'string' ? element[name] || '.' : '.', location.href);
        if (!/^(https?|mailto|data):$/.test(url.protocol)) found.push(`<${element.localName} ${name}=${value}>`);
        if (url.protocol === 'data:' && element.localName === 'a') found.push('a data: link');
      }
    }
  }
  const foreign = 'script, style, link, base, meta, iframe, object, embed, form, img, svg, math, template, [style]';
  for (const element of document.querySelectorAll(`article.gatepost-page :is(${foreign})`)) {
    if (!element.closest('gatepost-console')) found.push(`<${element.localName}> in the article`);
  }
  for (const element of document.querySelectorAll('base, iframe, object, embed, meta[http-equiv=refresh i]')) {
    found.push(`<${element.localName}>`);
  }
  for (const script of document.scripts) {
    if (script.src ? new URL(script.src).origin !== origin : /canary/.test(script.textContent)) found.push('a script');
  }
  return [...new Set(found)];
}
"""


class Watched:
    """A page, with everything that must not happen on it."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base
        self.dialogs: list[str] = []
        self.elsewhere: list[str] = []
        self.errors: list[str] = []
        page.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", self._requested)

    def _requested(self, request: Any) -> None:
        if not request.url.startswith((self.base, "data:", "blob:")):
            self.elsewhere.append(request.url)

    def expect_inert(self, *, sent_to: str = "") -> None:
        """Nothing ran, nothing foreign is there; requests went to the site and to `sent_to` only."""
        assert self.page.evaluate(ALIVE) == [], self.page.url
        assert self.dialogs == []
        assert self.errors == []
        assert [url for url in self.elsewhere if not sent_to or not url.startswith(sent_to)] == []


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = hostile_project(tmp_path_factory.mktemp("hostile"))
    subprocess.run([MKDOCS, "build", "--quiet"], cwd=project, check=True, stderr=subprocess.DEVNULL)
    return project / "site"


@pytest.fixture(scope="module")
def hostile(hostile_site: Path) -> Iterator[str]:
    with static_site(hostile_site, "/repo/") as url:
        yield url


@pytest.fixture
def watched(page: Page, hostile: str) -> Watched:
    return Watched(page, hostile)


def addresses(site: Path, pattern: str = "**/index.html") -> list[str]:
    """Paths of the pages of a built site."""
    return sorted(quote(file.parent.relative_to(site).as_posix()) + "/" for file in site.glob(pattern))


def operations(site: Path) -> list[str]:
    return addresses(site, "**/contract.json")


@pytest.mark.parametrize("payload", [TEXTS[0], TEXTS[2], "<base href=.>", "<a href=javascript:alert(1)>x</a>"])
def test_the_watch_sees_what_comes_to_life(watched: Watched, payload: str) -> None:
    watched.page.route("**/evil.example/**", lambda route: route.abort())
    watched.page.goto(watched.base)
    watched.page.evaluate("html => document.body.insertAdjacentHTML('beforeend', html)", payload)
    with pytest.raises(AssertionError):
        watched.expect_inert()


def test_every_page_is_inert(watched: Watched, hostile_site: Path) -> None:
    pages = addresses(hostile_site)
    assert len(pages) > 40
    for path in pages:
        watched.page.goto(watched.base + path, wait_until="domcontentloaded")
        watched.page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")
        watched.expect_inert()
    expect(watched.page.locator("article.gatepost-page")).to_contain_text("<img src=x onerror=")


def test_the_tree_and_the_tabs_are_inert(watched: Watched, hostile_site: Path) -> None:
    watched.page.goto(watched.base + operations(hostile_site)[0])
    tree = watched.page.locator(".gatepost-navigation-list").first
    expect(tree).to_contain_text("<img src=x onerror=")
    watched.page.evaluate(
        "for (const one of document.querySelectorAll('.gatepost-navigation [aria-expanded], [role=tab]')) one.click()"
    )
    watched.page.locator("article dt[id]").first.hover()
    watched.expect_inert()


@pytest.mark.parametrize("turn", [0, 1])
def test_the_console_is_inert(watched: Watched, hostile_site: Path, turn: int) -> None:
    page = watched.page
    page.goto(watched.base + operations(hostile_site)[turn])
    page.get_by_role("button", name="Try it").click()
    console = ConsolePanel(page)
    assert console.destination == "to 127.0.0.1:9"
    page.evaluate("document.querySelectorAll('gatepost-console details').forEach(part => { part.open = true; })")
    for name in ("JSON", "Form", "Widen"):
        for button in console.panel.get_by_role("button", name=name, exact=True).all():
            button.click()
    for choice in console.panel.locator("select").nth(1).all():
        choice.select_option(index=1)
    watched.expect_inert()
    console.send()
    insist = console.panel.get_by_role("button", name="Send anyway")
    if insist.count():
        insist.click()
    watched.expect_inert(sent_to=UNREACHABLE)


@pytest.mark.parametrize(
    "text", ["canary", "<img src=x onerror=alert(1)>", "'\"><svg onload=alert(1)>", "__proto__ constructor"]
)
def test_search_is_inert(watched: Watched, text: str) -> None:
    page = watched.page
    page.goto(f"{watched.base}?q={quote(text)}")
    box = SearchBox(page).settled()
    expect(box.input).to_have_value(text)
    box.ask("")
    box.input.press_sequentially(text)
    expect(box.status).to_have_text(re.compile("result|Nothing"))
    watched.expect_inert()
    page.goto(f"{watched.base}reference/?h={quote(text)}")
    watched.expect_inert()


FUZZ = (
    "?url=https://evil.example/openapi.json",
    "?spec=https://evil.example/&configUrl=https://evil.example/&contract=https://evil.example/contract.json",
    "?q=%3Cimg%20src=x%20onerror=alert(1)%3E&h=%3Cimg%20src=x%20onerror=alert(1)%3E",
    "?__proto__[polluted]=1&constructor[prototype][polluted]=1",
    "#/<script>alert(1)</script>",
    "#__proto__",
    "#constructor",
    "#%",
    "#%3Cimg%20src=x%20onerror=alert(1)%3E",
    "#javascript:alert(1)",
    "#:~:text=x",
    f"#{'a' * 100_000}",
    f"?{'a' * 6_000}",
)


@pytest.mark.parametrize("suffix", FUZZ, ids=[text[:24] for text in FUZZ])
def test_the_address_is_inert(watched: Watched, hostile_site: Path, suffix: str) -> None:
    watched.page.goto(watched.base + operations(hostile_site)[0] + suffix)
    expect(watched.page.locator(".gatepost-navigation-list").first).to_be_visible()
    if suffix.startswith("?"):
        if suffix.startswith("?q="):
            expect(SearchBox(watched.page).input).to_be_focused()
            watched.page.keyboard.press("Escape")
        watched.page.get_by_role("button", name="Try it").click()
        assert ConsolePanel(watched.page).destination == "to 127.0.0.1:9"
    watched.expect_inert()
