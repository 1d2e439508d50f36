"""`llms.txt`, the table of contents that agents look for, and `llms-full.txt`, everything it lists in one text."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from urllib.parse import quote

import msgspec

from gatepost.agents.catalog import CATALOG, Catalog, CatalogEntry
from gatepost.settings import AgentsSettings

OPTIONAL = "Optional"
"""The heading that llmstxt.org gives to what may be left out."""
_MARKUP = re.compile(r"[\[\]\\`*]")
Read = Callable[[CatalogEntry], str]
"""Returns the Markdown of a page; empty where there is none."""


def agent_files(catalog: Catalog, settings: AgentsSettings, read: Read | None) -> Mapping[str, bytes]:
    """Return `llms.txt`, the full texts, and the catalog by path in the site; no full text without `read`."""
    current = [entry for entry in catalog.pages if not entry.version]
    full = dict(_named(_parts(_texts(current, catalog.url, read), settings.limit))) if read and settings.full else {}
    return {
        "llms.txt": _contents(catalog, current, list(full)).encode(),
        **{name: text.encode() for name, text in full.items()},
        CATALOG: msgspec.json.encode(catalog),
    }


def _contents(catalog: Catalog, current: Iterable[CatalogEntry], full: Iterable[str]) -> str:
    """Return `llms.txt` (llmstxt.org): title, summary, links by group; what may be left out is below Optional."""
    sections: dict[str, list[str]] = {}
    for entry in current:
        sections.setdefault(entry.group or "Reference", []).append(_row(entry, catalog.url))
    older = [one for one in catalog.pages if one.version and one.kind == "overview"]
    optional = sections.pop(OPTIONAL, [])
    optional += [f"- [{name}]({catalog.url}{name}): The whole text of pages above, in their order." for name in full]
    optional += [_row(one, catalog.url, f"{one.title}, version {one.version}") for one in older]
    if optional:
        sections[OPTIONAL] = optional
    head = f"# {_line(catalog.title)}\n" + (f"\n> {_line(catalog.summary)}\n" if catalog.summary else "")
    return head + "".join(f"\n## {_line(name)}\n\n" + "\n".join(rows) + "\n" for name, rows in sections.items())


def _row(entry: CatalogEntry, base: str, title: str = "") -> str:
    method = f"{entry.method} " if entry.method and entry.address else ""
    named = title or entry.title
    path = entry.address.partition(" ")[2] if method else ""
    words = " ".join(filter(None, (f"`{method}{path}`." if path else "", _line(entry.summary))))
    return f"- [{_line(named)}]({base}{quote(entry.markdown)})" + (f": {words}" if words else "")


def _line(text: str) -> str:
    """Return words as Markdown on one line that is neither link nor HTML."""
    return _MARKUP.sub(lambda found: f"\\{found[0]}", " ".join(text.split())).replace("<", "&lt;")


def _texts(entries: Iterable[CatalogEntry], base: str, read: Read) -> Iterator[str]:
    for entry in entries:
        if text := read(entry).strip():
            yield f"Source: {base}{quote(entry.path)}\n\n{text}\n"


def _parts(texts: Iterable[str], limit: int) -> Iterator[str]:
    """Yield texts joined up to a size in bytes; one that is larger stands alone, none is cut."""
    held: list[str] = []
    size = 0
    for text in texts:
        own = len(text.encode()) + len(_BETWEEN)
        if held and size + own > limit:
            yield _BETWEEN.join(held)
            held, size = [], 0
        held.append(text)
        size += own
    if held:
        yield _BETWEEN.join(held)


def _named(parts: Iterable[str]) -> Iterator[tuple[str, str]]:
    for number, part in enumerate(parts, 1):
        yield (f"llms-full-{number}.txt" if number > 1 else "llms-full.txt"), part


_BETWEEN = "\n---\n\n"
