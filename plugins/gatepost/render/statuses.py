"""What became of operations with a version, in lists of them: readers show and hide lines by it."""

import posixpath
import re
from collections.abc import Callable, Mapping
from html import unescape
from typing import Any

from gatepost.model.version import Version
from gatepost.render.markup import text

StatusAt = Callable[[str], str]
"""Says `new`, `changed` or `unchanged` of a page, by its path in its version; empty for what is no operation."""
_LINE = re.compile(r'<li data-filter-text data-status="([^"]*)"([^>]*)><a href="([^"]*)"')
_CHOICES = re.compile(r'<fieldset class="gatepost-statuses"( hidden)?>(<legend>.*?</legend>)', re.DOTALL)
_WORDS = {"new": "new in {}", "changed": "changed in {}", "unchanged": "unchanged"}


def with_statuses(body: str, path: str, version: Version, status: StatusAt) -> str:
    """Return the page of a group with the status of each line, and a choice for each status that there is."""
    found: set[str] = set()

    def line(match: re.Match[str]) -> str:
        own, more, href = match.groups()
        told = status(posixpath.normpath(posixpath.join(path, unescape(href))) + "/")
        found.add(told)
        return f'<li data-filter-text data-status="{f"{told} {own}".strip()}"{more}><a href="{href}"'

    body = _LINE.sub(line, body)
    if found <= {"unchanged", ""}:
        return body
    choices = "".join(
        f'<label><input type="checkbox" data-gatepost-status="{one}" checked> '
        f"{text(words.format(version.display_title))}</label>"
        for one, words in _WORDS.items()
        if one in found
    )
    return _CHOICES.sub(lambda match: f'<fieldset class="gatepost-statuses">{match[2]}{choices}', body, count=1)


def in_navigation(tree: Any, status: StatusAt) -> Any:
    """Return a file of the navigation tree with the status of operations that are not unchanged."""
    if isinstance(tree, list):
        return [in_navigation(one, status) for one in tree]
    if not isinstance(tree, Mapping):
        return tree
    marked = {name: in_navigation(value, status) for name, value in tree.items()}
    if "method" in marked and (told := status(marked["url"])) not in ("", "unchanged"):
        marked["status"] = told
    return marked
