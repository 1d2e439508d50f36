"""The reference in the navigation: one entry, whatever its size, and one for the MCP servers."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page as MkDocsPage

from gatepost import Built, Outline
from mkdocs_gatepost.pages import ReferenceFile, ReferencePage

INDEX_KINDS = ("overview", "group", "index", "security", "server")
"""Kinds of pages that list others."""
MCP_FOLDER = "mcp"
MCP_TITLE = "MCP"
CHANGES_FOLDER = "changes"
CHANGES_TITLE = "Changes"


def folders(built: Built) -> tuple[str, ...]:
    """Return the folders of the site that hold pages of ours, in reading order."""
    return tuple(dict.fromkeys(folder_of(outline.path) for outline in built.outlines))


def trees(built: Built) -> dict[str, list[str]]:
    """Return the paths of pages by the tree that they are in, in reading order."""
    found: dict[str, list[str]] = {}
    for outline in built.outlines:
        found.setdefault(tree_of(outline), []).append(outline.path)
    return found


def folder_of(path: str) -> str:
    """Return the folder that a page belongs to: the first part of its path."""
    return path.partition("/")[0]


def tree_of(outline: Outline) -> str:
    """Return the tree that a page belongs to: its folder; other versions have their own below their label."""
    if not outline.version:
        return folder_of(outline.path)
    return "/".join(outline.path.split("/")[:2])


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
    named = {MCP_FOLDER: MCP_TITLE, CHANGES_FOLDER: CHANGES_TITLE}
    for tree in trees(built):
        own = [page for page in pages if _is_in(page, tree)]
        if own and entry_of(navigation, tree) is None:
            _append(navigation, own[0], named.get(tree, title))


def entry_of(navigation: Navigation, tree: str) -> MkDocsPage | None:
    """Return the page of the navigation that stands for a tree; those of all versions have one in common."""
    folder = tree.rpartition("/")[2]
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


def slot(base: str, inside: str, tree: str) -> str:
    """Return the place that the page script fills with the tree; `inside` is what readers without scripts get.

    `base` leads from the page to the root of the site.
    """
    label, _, folder = tree.rpartition("/")
    name = f"{folder}.json" if folder in (MCP_FOLDER, CHANGES_FOLDER) else "index.json"
    file = f"{label}-{name}" if label else name
    told = f' data-tree="{escape(file)}"' if file != "index.json" else ""
    return f'<div class="gatepost-navigation" data-base="{base}"{told}><ul>{inside}</ul></div>'


class Links:
    """The slot's own links: index pages name every index page, the others those above them."""

    def __init__(self, built: Built, title: str, tree: str) -> None:
        first, *rest = (outline for outline in built.outlines if tree_of(outline) == tree)
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
