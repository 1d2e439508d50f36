"""The pages of a site as an agent is told of them: one file that the site carries, and `gatepost agents` reads."""

import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

import msgspec

from gatepost.errors import GatepostError

CATALOG = "assets/gatepost/agents.json"
"""Where a site has its catalog, below its root."""
CALLABLE = ("operation", "webhook")
LONGEST = 200
"""Characters of a summary."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


class CatalogEntry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A page: its URL and that of its Markdown twin, both relative to the root of the site.

    `kind` is `guide`, or that of a page of the reference; `group` is the heading that it stands below; `method` is
    that of an operation, `address` its name in the contract. `version` is a label, empty for the current one.
    """

    path: str
    markdown: str
    title: str
    kind: str
    summary: str = ""
    group: str = ""
    method: str = ""
    address: str = ""
    version: str = ""


class Catalog(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A site with its pages in reading order: guides, the reference, older versions."""

    title: str
    summary: str = ""
    url: str = ""
    pages: tuple[CatalogEntry, ...] = ()

    @cached_property
    def by_path(self) -> Mapping[str, CatalogEntry]:
        """Pages by URL, and by that of their twins."""
        return {one.markdown: one for one in self.pages} | {one.path: one for one in self.pages}

    def find(self, where: str) -> CatalogEntry | None:
        """Return the page at a URL, absolute or relative to the root of the site, or None."""
        path = unquote(urlsplit(where).path)
        if self.url and where.startswith(self.url):
            path = unquote(urlsplit(where[len(self.url) :]).path)
        path = path.removeprefix("/").removesuffix("index.html")
        tried = (path, f"{path}/", f"{path}index.html", "./" if not path else path)
        return next((self.by_path[one] for one in tried if one in self.by_path), None)


def read_catalog(site: Path) -> Catalog:
    """Return the catalog of a built site. Raises GatepostError where it has none, or one that cannot be read."""
    path = site / CATALOG
    try:
        return msgspec.json.decode(path.read_bytes(), type=Catalog)
    except OSError:
        raise GatepostError(
            f"{site} is not made for agents: {path} is missing. Build it with gatepost/agents."
        ) from None
    except msgspec.MsgspecError as error:
        raise GatepostError(f"{path} is not a catalog of pages: {error}. Build the site again.") from None


def first_sentence(text: str) -> str:
    """Return the first sentence of plain text on one line, cut between words where it is long."""
    line = _SENTENCE.split(" ".join(text.split()), maxsplit=1)[0]
    return line if len(line) <= LONGEST else line[:LONGEST].rpartition(" ")[0] + " …"
