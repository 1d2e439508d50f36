"""The reference in the navigation: one entry, whatever its size, and one for the MCP servers."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page as MkDocsPage

from gatepost import Built
from mkdocs_gatepost.pages import ReferenceFile, ReferencePage

INDEX_KINDS = ("overview", "group", "index", "security", "server")
"""Kinds of pages that list others."""
MCP_FOLDER = "mcp"
MCP_TITLE = "MCP"


def folders(built: Built) -> tuple[str, ...]:
    """Return the folders of the site that hold pages of ours, in reading order: each has a tree of its own."""
    return tuple(dict.fromkeys(folder_of(outline.path) for outline in built.outlines))


def folder_of(path: str) -> str:
    """Return the folder that a page belongs to: the first part of its path."""
    return path.partition("/")[0]


def complete(
    navigation: Navigation, files: Sequence[ReferenceFile], built: Built, title: str, config: MkDocsConfig
) -> None:
    """Give every file its page, and the navigation an entry for each folder where mkdocs.yml names none.

    The entry of the reference has this title.
    """
    titles = {outline.path: outline.title for outline in built.outlines}
    pages = []
    for file in files:
        given = file.page
        page = ReferencePage(titles[file.path], file, config, built)
        if given is not None:
            page.title = given.title or page.title
            _replace(navigation, given, page)
        pages.append(page)
    for folder in folders(built):
        own = [page for page in pages if folder_of(page.file.url) == folder]
        if own and entry_of(navigation, folder) is None:
            _append(navigation, own[0], MCP_TITLE if folder == MCP_FOLDER else title)


def entry_of(navigation: Navigation, folder: str) -> MkDocsPage | None:
    """Return the first page of a folder in the navigation."""
    return next((page for page in navigation.pages if _is_in(page, folder)), None)


def _is_in(page: MkDocsPage, folder: str) -> bool:
    return isinstance(page.file, ReferenceFile) and folder_of(page.file.path) == folder


@contextmanager
def opened_at(navigation: Navigation, entry: MkDocsPage, title: str) -> Iterator[None]:
    """Within this, the entry is an open section that holds one link with this title."""
    siblings = _siblings(navigation, entry)
    index = next(index for index, item in enumerate(siblings) if item is entry)
    link = Link(title, entry.url)
    section = Section(entry.title or "", [link])
    section.parent, link.parent = entry.parent, section
    siblings[index] = section
    section.active = True
    try:
        yield
    finally:
        section.active = False
        siblings[index] = entry


def slot(base: str, inside: str, folder: str) -> str:
    """Return the place that the page script fills with the tree; `inside` is what readers without scripts get.

    `base` leads from the page to the root of the site.
    """
    tree = ' data-tree="mcp.json"' if folder == MCP_FOLDER else ""
    return f'<div class="gatepost-navigation" data-base="{base}"{tree}><ul>{inside}</ul></div>'


class Links:
    """The slot's own links: index pages name every index page, the others those above them."""

    def __init__(self, built: Built, title: str, folder: str) -> None:
        first, *rest = (outline for outline in built.outlines if folder_of(outline.path) == folder)
        self._titles = {first.path: title} | {page.path: page.title for page in rest if page.kind in INDEX_KINDS}
        self._first = first.path

    def of(self, path: str) -> str:
        """Return the links of a page as list items."""
        parts = path.rstrip("/").split("/")
        above = ("/".join(parts[:count]) + "/" for count in range(1, len(parts)))
        paths = self._titles if path in self._titles else dict.fromkeys((self._first, *above))
        base = "../" * path.count("/")
        known = ((target, self._titles[target]) for target in paths if target in self._titles)
        return "".join(f'<li><a href="{base}{target}">{escape(text)}</a>' for target, text in known)


def _append(navigation: Navigation, page: MkDocsPage, title: str) -> None:
    page.title = title
    if navigation.pages:
        navigation.pages[-1].next_page = page
        page.previous_page = navigation.pages[-1]
    navigation.items.append(page)
    navigation.pages.append(page)


def _replace(navigation: Navigation, old: MkDocsPage, new: MkDocsPage) -> None:
    """Put a page in the place of another that MkDocs made for the same file."""
    rows: tuple[list[Any], list[Any]] = (navigation.pages, _siblings(navigation, old))
    for row in rows:
        row[:] = [new if item is old else item for item in row]
    new.parent, new.previous_page, new.next_page = old.parent, old.previous_page, old.next_page
    if new.previous_page:
        new.previous_page.next_page = new
    if new.next_page:
        new.next_page.previous_page = new


def _siblings(navigation: Navigation, page: MkDocsPage) -> list[StructureItem]:
    return page.parent.children or [] if page.parent else navigation.items
