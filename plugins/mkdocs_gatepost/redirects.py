"""Pages that have moved: their old addresses lead to the new ones."""

import posixpath
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from mkdocs.structure.files import File

OLD = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Moved</title>
<link rel="canonical" href="{url}"><meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={url}">
</head><body><p>This page has moved: <a href="{url}">{title}</a></p></body></html>
"""


def redirects(files: Iterable[File], taken: set[str]) -> Iterator[tuple[str, str] | str]:
    """Yield old address and page for each `redirect_from`, or why it cannot be one.

    `taken` are the files of the site, by their path in it.
    """
    for file in files:
        page = file.page
        given = page.meta.get("redirect_from") if page else None
        for old in [given] if isinstance(given, str) else given or []:
            place = _file(str(old))
            if place is None:
                yield f"{file.src_uri}: redirect_from: '{old}' is no address of this site. Write it as `old/page/`."
            elif place in taken:
                yield f"{file.src_uri}: redirect_from: '{old}' is the address of a page. Remove one of them."
            else:
                taken.add(place)
                url = posixpath.relpath(file.url.rstrip("/") or ".", posixpath.dirname(place) or ".")
                url += "/" if file.url.endswith("/") or not file.url else ""
                yield place, OLD.format(url=escape(url), title=escape(str(page.title if page else "")))


def write(site: Path, found: Iterable[tuple[str, str]]) -> None:
    """Write the pages at the old addresses."""
    for place, html in found:
        path = site / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html, encoding="utf-8")


def _file(old: str) -> str | None:
    """Return the file at an address, or at that of a Markdown file that was there; None outside the site."""
    bare = old.strip().lstrip("/").partition("#")[0].partition("?")[0]
    if bare.endswith(".md"):
        stem = bare.removesuffix(".md").removesuffix("index").rstrip("/")
        bare = f"{stem}/" if stem else ""
    if ":" in bare or ".." in bare.split("/") or "\\" in bare or not bare:
        return None
    return bare if bare.endswith(".html") else f"{bare.rstrip('/')}/index.html"
