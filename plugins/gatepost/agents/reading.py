"""What the tools of `gatepost agents` do, apart from the protocol: only files of the site are ever read."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gatepost.agents.catalog import CALLABLE, Catalog, CatalogEntry
from gatepost.errors import GatepostError
from gatepost.model.nearest import suggestion

Ask = Callable[[str, int], Sequence[Mapping[str, Any]]]
"""The search of the site: the best results for some words, each with `url` and `kind`. Raises GatepostError."""
LARGEST = 10_000_000
"""Bytes of a page that are read at most."""


@dataclass(frozen=True)
class Hit:
    """A page, or a place in one: pass `path` to get_page."""

    path: str
    title: str
    kind: str
    summary: str
    group: str
    version: str


@dataclass(frozen=True)
class Found:
    """What a search found, the best first."""

    results: list[Hit]


@dataclass(frozen=True)
class PageText:
    """Markdown of a page, untrusted; `next_offset` says that there is more."""

    path: str
    title: str
    markdown: str
    total_characters: int
    next_offset: int | None


@dataclass(frozen=True)
class OperationRow:
    """An operation: pass `path` to get_page."""

    operation: str
    title: str
    path: str
    group: str
    version: str


@dataclass(frozen=True)
class Operations:
    """Some of the operations in their order; `next_offset` says that there are more."""

    operations: list[OperationRow]
    total: int
    next_offset: int | None


class Reading:
    """A built site, read through its catalog: what the catalog does not list cannot be asked for."""

    def __init__(self, site: Path, catalog: Catalog, ask: Ask) -> None:
        self._site, self.catalog, self._ask = site.resolve(), catalog, ask

    def search(self, query: str, limit: int) -> Found:
        """Return the pages that answer some words best. Raises GatepostError where there is no search."""
        return Found(list(self._hits(self._ask(query, limit))))

    def page(self, path: str, offset: int, length: int) -> PageText:
        """Return a part of a page's Markdown. Raises GatepostError for a page that is not there."""
        entry = self.catalog.find(path)
        if entry is None:
            near = suggestion(path, self.catalog.by_path)
            raise GatepostError(f"There is no page '{path}'.{near} Paths come from search and list_operations.")
        text = self._text(entry)
        end = offset + length
        return PageText(entry.path, entry.title, text[offset:end], len(text), end if end < len(text) else None)

    def operations(self, group: str, version: str, offset: int, limit: int) -> Operations:
        """Return operations of a group, or of all; `version` is a label, empty for the current one."""
        found = [
            one
            for one in self.catalog.pages
            if one.kind in CALLABLE and one.version == version and group.casefold() in one.group.casefold()
        ]
        end = offset + limit
        return Operations(list(map(_row, found[offset:end])), len(found), end if end < len(found) else None)

    def _hits(self, results: Sequence[Mapping[str, Any]]) -> Iterator[Hit]:
        for result in results:
            url = str(result.get("url", ""))
            if entry := self.catalog.find(url):
                yield Hit(url, entry.title, entry.kind, entry.summary, entry.group, entry.version)

    def _text(self, entry: CatalogEntry) -> str:
        file = (self._site / entry.markdown).resolve()
        if file.suffix != ".md" or not file.is_relative_to(self._site):
            raise GatepostError(f"The page '{entry.path}' is outside of the site.")
        try:
            with file.open("rb") as opened:
                return opened.read(LARGEST).decode("utf-8", "replace")
        except OSError:
            raise GatepostError(f"The page '{entry.path}' has no text: build the site again.") from None


def _row(entry: CatalogEntry) -> OperationRow:
    name = entry.address.partition(":")[2] or entry.address
    return OperationRow(name, entry.title, entry.path, entry.group, entry.version)
