"""Pages that have moved: their old addresses lead to the new ones."""

import posixpath
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from mkdocs.structure.files import File

from gatepost import Problem, in_text
from mkdocs_gatepost.markdown import source, source_name
from mkdocs_gatepost.pages import title_of

OLD = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Moved</title>
<link rel="canonical" href="{url}"><meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={url}">
</head><body><p>This page has moved: <a href="{url}">{title}</a></p></body></html>
"""


def redirects(files: Iterable[File], taken: set[str], project: Path) -> Iterator[tuple[str, str] | Problem]:
    """Yield old address and page for each `redirect_from`, or why it cannot be one: circles, too, begin at a page.

    `taken` are the files of the site, by their path in it.
    """
    for file in files:
        page = file.page
        given = page.meta.get("redirect_from") if page else None
        for old in [given] if isinstance(given, str) else given or []:
            place = _file(str(old))
            if place is None:
                yield _problem(file, project, f"'{old}' is no address of this site. Write it as `old/page/`.")
            elif place in taken:
                yield _problem(file, project, f"'{old}' is the address of a page. Remove one of them.")
            else:
                taken.add(place)
                url = posixpath.relpath(file.url.rstrip("/") or ".", posixpath.dirname(place) or ".")
                url += "/" if file.url.endswith("/") or not file.url else ""
                yield place, OLD.format(url=escape(url), title=escape(title_of(page)))


def write(site: Path, found: Iterable[tuple[str, str]]) -> None:
    """Write the pages at the old addresses."""
    for place, html in found:
        path = site / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html, encoding="utf-8")


def _problem(file: File, project: Path, words: str) -> Problem:
    before, found, _ = source(file).partition("redirect_from:")
    place = in_text(source_name(file, project), before.count("\n") + 1 if found else 1)
    return Problem(rule="redirect-not-possible", severity="warning", message=f"redirect_from: {words}", source=place)


def _file(old: str) -> str | None:
    """Return the file at an address, or at that of a Markdown file that was there; None outside the site."""
    bare = old.strip().lstrip("/").partition("#")[0].partition("?")[0]
    if bare.endswith(".md"):
        stem = bare.removesuffix(".md").removesuffix("index").rstrip("/")
        bare = f"{stem}/" if stem else ""
    if ":" in bare or ".." in bare.split("/") or "\\" in bare or not bare:
        return None
    return bare if bare.endswith(".html") else f"{bare.rstrip('/')}/index.html"
