"""Whole references of real descriptions: every page complete, every link alive, within the budgets."""

import json
import posixpath
import re
from collections import Counter
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest

from gatepost.model.document import Bundle, Document
from gatepost.model.page import Page
from gatepost.model.source import NoLines
from gatepost.render import Reference
from gatepost.settings import ReferenceSettings
from gatepost.translate import translate
from tests import corpus

LINK = re.compile(r'<a href="([^"]*)"(?! rel)')
"""Links of ours; those of descriptions have `rel`."""


def rendered(path: Path) -> dict[str, Page]:
    root = json.loads(path.read_bytes())
    version = str(root.get("openapi") or root.get("swagger"))[:3]
    document = Document(path.name, root, NoLines(), "", version)
    gateway, _ = translate([Bundle(document, {path.name: document})])
    made = Reference(gateway, ReferenceSettings())
    return {outline.path: made.page(outline.path) for outline in made.outlines}


def dead_links(pages: dict[str, Page]) -> list[tuple[str, str]]:
    anchors = {path: set(page.anchors) for path, page in pages.items()}
    dead = []
    for path, page in pages.items():
        for link in LINK.findall(page.body):
            url, _, fragment = unescape(link).partition("#")
            if url.startswith(("http:", "https:", "mailto:")):
                continue
            target = posixpath.normpath(posixpath.join(path, url)) + "/" if url else path
            if target not in pages or (fragment and unquote(fragment) not in anchors[target]):
                dead.append((path, link))
    return dead


@pytest.mark.parametrize("source", [corpus.github, corpus.litellm, corpus.spotify])
def test_a_real_reference_is_whole(source: Callable[[], Path]) -> None:
    pages = rendered(source())
    assert len({path.lower() for path in pages}) == len(pages)
    assert dead_links(pages) == []
    for path, page in pages.items():
        twice = [anchor for anchor, count in Counter(page.anchors).items() if count > 1]
        assert not twice and page.body.count("<h1>") == 1 and "\0" not in page.body, path
        assert {heading.id for heading in page.headings} <= set(page.anchors), path
        assert page.title.strip() and page.markdown.strip() and len(page.summary) <= 160, path


def test_github_stays_within_its_budgets() -> None:
    operations = [page for page in rendered(corpus.github()).values() if page.kind == "operation"]
    assert len(operations) > 1_100
    sizes = [len(page.body.encode()) for page in operations]
    nodes = sorted(len(re.findall(r"<[a-z]", page.body)) for page in operations)
    assert sum(sizes) / len(sizes) <= 14_000
    assert nodes[int(len(nodes) * 0.95)] <= 1_000
    assert nodes[-1] <= 2_000


def test_descriptions_of_every_kind_render() -> None:
    for path in corpus.directory_sample(12, largest=400_000):
        assert dead_links(rendered(path)) == [], path
