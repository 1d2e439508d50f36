"""No link of the demo site leads nowhere, and none that a guide has into the reference does so in another version."""

import json
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

import pytest

from tests.link_checker import broken_links

HREF = re.compile(r'<a\b[^>]*?\shref="?([^"\s>]+)')
TREES = ("reference/", "mcp/")


class Link(NamedTuple):
    """A link of a guide into the reference: the guide, and page and anchor from the root of the site."""

    guide: str
    path: str
    anchor: str


def test_every_link_and_every_anchor_of_the_demo_site_leads_somewhere(demo_site: Path) -> None:
    assert broken_links(demo_site) == []


def test_the_checker_finds_what_is_broken(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "index.html").write_text('<a href="there/">A</a><a href="gone/">B</a><a href="there/#no">C</a>')
    (tmp_path / "there/index.html").write_text('<h1 id="yes">There</h1><a href="#yes">D</a><a href="../lost.js">E</a>')
    assert [link.partition(" < ")[0] for link in broken_links(tmp_path)] == ["gone/", "lost.js", "there/#no"]


@pytest.fixture(scope="module")
def links(demo_site: Path) -> list[Link]:
    """All links of guides into the reference."""
    return [link for page in sorted(demo_site.rglob("index.html")) for link in _links(demo_site, page)]


def _links(site: Path, page: Path) -> Iterator[Link]:
    guide = page.parent.relative_to(site).as_posix()
    html = page.read_text("utf-8")
    if not _is_guide(page):
        return
    for href in HREF.findall(html.partition('data-md-component="content"')[2].partition("<footer")[0]):
        where, _, anchor = href.partition("#")
        path = (
            posixpath.normpath(posixpath.join(guide, unquote(where))) + "/"
            if where.endswith("/") and ":" not in where
            else ""
        )
        if path.startswith(TREES) and not _is_guide(site / path / "index.html"):
            yield Link(guide, path, unquote(anchor))


def _is_guide(page: Path) -> bool:
    return page.is_file() and "data-address=" not in page.read_text("utf-8")


def test_links_of_guides_resolve_in_every_version_or_land_on_the_change_that_says_why_not(
    demo_site: Path, links: list[Link]
) -> None:
    told = json.loads((demo_site / "assets/gatepost/versions.json").read_text())
    versions = {one["label"]: one["folder"] for one in told["versions"]}
    assert set(versions) == {"2025-11", "2026-11"}
    assert len(links) > 100 and len({link.guide for link in links}) >= 15
    for link in links:
        assert _is_there(demo_site, link.path, link.anchor), link
        for label, folder in versions.items():
            path, anchor = _in_version(told, label, folder, link)
            assert _is_there(demo_site, path, anchor), (link, label, path, anchor)


def test_every_guide_to_postern_has_links_into_the_reference(demo_site: Path, links: list[Link]) -> None:
    guides = {page.parent.relative_to(demo_site).as_posix() for page in (demo_site / "postern").rglob("index.html")}
    assert len(guides) == 12
    assert guides <= {link.guide for link in links}


def _in_version(told: dict[str, Any], label: str, folder: str, link: Link) -> tuple[str, str]:
    """Return where the switcher leads from the page that a link leads to: `versions/target.ts` does the same."""
    current = next(one["label"] for one in told["versions"] if not one["folder"])
    elsewhere = told["elsewhere"].get(current, {}).get(label, {}).get(link.path)
    if elsewhere and elsewhere.startswith("/"):
        path, _, anchor = elsewhere[1:].partition("#")
        return path, anchor
    return folder + (elsewhere or link.path), ""


def _is_there(site: Path, path: str, anchor: str) -> bool:
    page = site / path / "index.html"
    return page.is_file() and (not anchor or f'id="{anchor}"' in page.read_text("utf-8"))
