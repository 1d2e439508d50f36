"""From any operation of GitHub's description readers land on the same in another version, or on why there is none."""

import json
import random
import re
import shutil
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests import corpus
from tests.browser.version_switcher import VersionSwitcher
from tests.serving import static_site
from tests.site.conftest import Project

CONFIG = """\
site_name: GitHub
theme: {name: material, font: false}
plugins:
  - gatepost/gateway: {openapi: new.json, cache: ''}
  - gatepost/reference
  - gatepost/versions:
      current: {label: new}
      others: [{label: old, openapi: old.json}]
"""
ADDRESS = re.compile(r'data-kind="?operation"? data-address="operation:([^"]*)"')
PARAMETER = re.compile(r"\{[^{}]*\}")
METHODS = ("get", "put", "post", "delete", "patch")


class Site:
    """A site with two versions of the description, years apart, and what was in each."""

    def __init__(self, folder: Path) -> None:
        self.project = Project(folder)
        self.project.write("mkdocs.yml", CONFIG)
        old, new = corpus.github_years_ago(), corpus.github()
        shutil.copyfile(old, folder / "old.json")
        shutil.copyfile(new, folder / "new.json")
        result = self.project.build("--quiet")
        assert result.exit_code == 0, result.output
        self.ids = {"old": _ids(old), "new": _ids(new)}

    def operation(self, page: str) -> str:
        """Method and path of the operation of a page; empty where it is another page."""
        found = ADDRESS.search(self.text(page))
        return unescape(found[1]) if found else ""

    @cache  # noqa: B019 - a few pages of one site
    def text(self, page: str) -> str:
        """Return the HTML of a page."""
        return self.project.read(f"{page}index.html")

    def pages(self, version: str) -> Iterator[str]:
        """Addresses of the operations' pages of a version."""
        top = self.project.site / ("" if version == "new" else version) / "reference"
        for path in sorted(top.glob("*/*/index.html")):
            page = f"{path.parent.relative_to(self.project.site).as_posix()}/"
            if self.operation(page):
                yield page


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(tmp_path_factory.mktemp("github"))


def _ids(path: Path) -> dict[str, str]:
    paths = json.loads(path.read_bytes())["paths"]
    return {f"{m.upper()} {p}": item[m]["operationId"] for p, item in paths.items() for m in METHODS if m in item}


@pytest.mark.parametrize("version", ["old", "new"])
def test_from_25_operations_to_the_other_version(page: Page, site: Site, version: str) -> None:
    other = "new" if version == "old" else "old"
    chosen = random.Random(11).sample(list(site.pages(version)), 25)
    seen = {"same": 0, "moved": 0, "explained": 0}
    with static_site(site.project.site) as url:
        for left in chosen:
            page.goto(url + left, wait_until="commit")
            where, _, anchor = VersionSwitcher(page).target(other).removeprefix(url).partition("#")
            seen[_landed(site, site.operation(left), where, anchor, version, other)] += 1
        page.context.close()
    assert seen["same"] > 10 and seen["explained"] > 0, seen


def _landed(site: Site, name: str, where: str, anchor: str, version: str, other: str) -> str:
    """Return how a reader who left an operation finds it again; fails where it is not found."""
    if where.startswith("changes/"):
        item = site.text(where).partition(f'<li id="{anchor}"')[2].partition("<li id=")[0]
        assert anchor and name.partition(" ")[2] in unescape(item), (name, where, anchor)
        assert name not in site.ids[other]
        return "explained"
    landed = site.operation(where)
    assert landed in site.ids[other], (name, where)
    if PARAMETER.sub("{}", landed) == PARAMETER.sub("{}", name):
        return "same"
    assert name not in site.ids[other], (name, landed)
    assert site.ids[version][name].partition("/")[2] == site.ids[other][landed].partition("/")[2], (name, landed)
    return "moved"
