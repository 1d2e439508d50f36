"""Guides edited in their pages: what is typed is seen, saved, and never lost; nobody else may write."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import settled
from tests.browser.conftest import ROOT, serving
from tests.browser.guide_editor import GuideEditor
from tests.serving import static_site

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
GUIDES = ("home", "saved", "shared", "reloaded", "foreign", "phone")
BODY = "# {title}\n\nThe first paragraph.\n\nThe second one.\n\n## More\n\nThe last paragraph.\n"
MKDOCS_YML = """\
site_name: Written here
theme: {name: material, font: false}
plugins:
  - gatepost/gateway: {openapi: specs/gateway.yaml}
  - gatepost/reference
  - gatepost/guides
"""


class Site(NamedTuple):
    url: str
    docs: Path


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A small site under `mkdocs serve`; each test has a guide of its own."""
    folder = tmp_path_factory.mktemp("written")
    docs = folder / "docs"
    docs.mkdir()
    for name in GUIDES:
        file = "index.md" if name == "home" else f"{name}.md"
        (docs / file).write_text(BODY.format(title=name.capitalize()), "utf-8")
    (folder / "specs").mkdir()
    (folder / "specs/gateway.yaml").write_bytes((ROOT / "specs/postern-2026-11.yaml").read_bytes())
    (folder / "mkdocs.yml").write_text(MKDOCS_YML, "utf-8")
    with serving(folder) as served:
        yield Site(served.site, docs)


def test_what_is_typed_is_previewed_saved_and_shown(page: Page, site: Site) -> None:
    editor, file = GuideEditor(page), site.docs / "saved.md"
    editor.open(f"{site.url}saved/", "Saved")
    editor.write("\nNow *with* [][operation:listModels] and [][operation:listModel].")
    expect(editor.preview.locator("em")).to_have_text("with")
    expect(editor.preview.get_by_role("link", name="List models")).to_be_visible()
    expect(editor.dialog.locator("[data-kind=problem]")).to_contain_text("Did you mean `listModels`")
    expect(editor.status).to_have_text("Not saved")
    assert "with" not in file.read_text("utf-8")
    editor.page.keyboard.press("Control+s")
    expect(editor.status).to_have_text("Saved")
    assert file.read_text("utf-8").endswith("\nNow *with* [][operation:listModels] and [][operation:listModel].")
    editor.close()
    expect(page.locator("article em")).to_have_text("with")


def test_a_change_on_disk_is_never_written_over(page: Page, site: Site) -> None:
    editor, file = GuideEditor(page), site.docs / "shared.md"
    editor.open(f"{site.url}shared/", "Shared")
    editor.write("\nMine.")
    theirs = file.read_text("utf-8").replace("The first paragraph.", "The first paragraph, theirs.")
    file.write_text(theirs, "utf-8")
    editor.act("Save").click()
    expect(editor.alert).to_contain_text("changed on disk")
    expect(editor.status).to_have_text("Changed on disk")
    assert file.read_text("utf-8") == theirs
    expect(editor.source).to_contain_text("Mine.")
    editor.act("Compare, then go on").click()
    expect(editor.source).to_contain_text("theirs.")
    editor.act("Done").click()
    editor.save()
    assert file.read_text("utf-8") == f"{theirs}\nMine."
    editor.close()
    expect(page.locator("article")).to_contain_text("Mine.")


def test_text_outlives_a_reload(page: Page, site: Site) -> None:
    editor, file = GuideEditor(page), site.docs / "reloaded.md"
    before = file.read_text("utf-8")
    editor.open(f"{site.url}reloaded/", "Reloaded")
    editor.write("\nNot saved yet.")
    page.reload()
    editor.is_open("Reloaded")
    expect(editor.source).to_contain_text("Not saved yet.")
    expect(editor.dialog).to_contain_text("Text that was not saved is back.")
    page.keyboard.press("Escape")
    expect(editor.dialog).to_have_count(0)
    assert file.read_text("utf-8") == before
    editor.open(f"{site.url}reloaded/", "Reloaded")
    expect(editor.source).to_contain_text("Not saved yet.")


def test_pages_of_another_origin_are_refused(page: Page, site: Site, tmp_path: Path) -> None:
    file = site.docs / "foreign.md"
    before = file.read_bytes()
    page.goto(f"{site.url}foreign/")
    token = page.locator('meta[name="gatepost-edit"]').get_attribute("content")
    (tmp_path / "index.html").write_text("<!doctype html><title>Elsewhere</title>", "utf-8")
    sending = """async ({ url, token, type }) => {
      const headers = { "Content-Type": type, ...(token && { "X-Gatepost-Edit": token }) };
      const body = JSON.stringify({ name: "foreign.md", text: "Overwritten", version: "" });
      const sent = { method: "POST", headers, body, ...(token ? {} : { mode: "no-cors" }) };
      return fetch(url, sent).then(answer => answer.type, error => error.name);
    }"""
    with static_site(tmp_path) as elsewhere:
        page.goto(elsewhere)
        save = f"{site.url}_gatepost/edit/save"
        # Even with the token: the browser asks first, and is not let.
        assert page.evaluate(sending, {"url": save, "token": token, "type": "application/json"}) == "TypeError"
        # Without asking it may send, and is not heard.
        assert page.evaluate(sending, {"url": save, "token": None, "type": "text/plain"}) == "opaque"
    assert file.read_bytes() == before


def test_pages_of_the_reference_have_no_button(page: Page, site: Site) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site.url}reference/models/list-models/")
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    expect(page.get_by_role("button", name="Edit ")).to_have_count(0)
    assert [url for url in asked if "/_gatepost/edit/guide" in url] == []


def test_a_phone_has_room_and_axe_finds_nothing(chromium: Browser, site: Site) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 760})
    page = context.new_page()
    editor = GuideEditor(page)
    editor.open(f"{site.url}phone/", "Phone")
    editor.write("\n[][operation:nothing]")
    expect(editor.dialog.locator("[data-kind=problem]")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= 390")
    for place in (editor.source, editor.preview, editor.act("Save"), editor.act("Close")):
        box = place.bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390 and box["height"] >= 24
    found = Axe().run(settled(page), options=RULES)
    context.close()
    assert found.violations_count == 0, found.generate_report()
