"""Atom feeds of changes (RFC 4287)."""

from collections.abc import Callable, Sequence
from datetime import date
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

from gatepost.model.change import CHANGE_SEVERITIES, Change, together
from gatepost.model.version import Version
from gatepost.render.change_words import TITLES, said

NAMESPACE = "http://www.w3.org/2005/Atom"
NEVER = "1970-01-01"
"""The day of a version that names none: feeds need one, and that of the build would change with each."""
MOST_CHANGES = 100
Entry = tuple[Version, Sequence[Change]]


def feed(
    title: str, path: str, page: str, site_url: str, entries: Sequence[Entry], path_of: Callable[[Version], str]
) -> str:
    """Return a feed with one entry for each version with changes; `path` and `page` are those of feed and index."""
    base = site_url.rstrip("/") + "/"
    host = urlsplit(base).hostname or "localhost"
    root = ElementTree.Element("feed", xmlns=NAMESPACE)
    _child(root, "title", title)
    _child(root, "id", f"tag:{host},2026:gatepost/{path}")
    _child(root, "link", rel="self", type="application/atom+xml", href=urljoin(base, path))
    _child(root, "link", rel="alternate", type="text/html", href=urljoin(base, page))
    found = [entry for entry in entries if entry[1]]
    _child(root, "updated", _moment(max((one.date for one, _ in found), default="")))
    _child(_child(root, "author"), "name", host)
    for version, changes in found:
        entry = _child(root, "entry")
        _child(entry, "title", f"{title} in {version.display_title}")
        _child(entry, "id", f"tag:{host},2026:gatepost/{path}/{version.label}")
        _child(entry, "link", rel="alternate", type="text/html", href=urljoin(base, path_of(version)))
        _child(entry, "updated", _moment(version.date))
        _child(entry, "content", _listed(changes), type="html")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode")


def _listed(changes: Sequence[Change]) -> str:
    parts = []
    groups = together(changes)
    for severity in CHANGE_SEVERITIES:
        found = [group for group in groups if group.first.severity == severity]
        if found:
            items = "".join(f"<li>{said(group.first.message)}</li>" for group in found[:MOST_CHANGES])
            more = f"<p>and {len(found) - MOST_CHANGES} more</p>" if len(found) > MOST_CHANGES else ""
            parts.append(f"<h3>{TITLES[severity]}</h3><ul>{items}</ul>{more}")
    return "".join(parts)


def _moment(day: str) -> str:
    try:
        return f"{date.fromisoformat(day or NEVER)}T00:00:00Z"
    except ValueError:
        return f"{NEVER}T00:00:00Z"


def _child(parent: ElementTree.Element, tag: str, words: str = "", **attributes: str) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, tag, attributes)
    # XML 1.0 has no way to write most control characters.
    child.text = "".join(c for c in words if c >= " " or c in "\t\n") or None
    return child
