"""Examples as a reader sees them: pretty, and cut where they would drown the page."""

import json
import re

import msgspec

from gatepost.model.media_type import Example
from gatepost.model.schema import Json
from gatepost.render.markup import text

LIMIT = 2400
"""Characters of an example that a page shows."""

_KEY = re.compile(r'^( *)("[^"\\]*(?:\\.[^"\\]*)*")(?=: )', re.MULTILINE)


class Shown(msgspec.Struct, frozen=True):
    """The text of an example; `is_json` says that it is JSON, `shortened` that something was left out."""

    text: str
    is_json: bool = True
    shortened: bool = False


def shown(example: Example, limit: int = LIMIT) -> Shown | None:
    """Return the text of an example, None where its value stands only at a URL."""
    if example.value is not msgspec.UNSET:
        if isinstance(example.value, str) and "\n" in example.value:
            return Shown(example.value[:limit], is_json=False, shortened=len(example.value) > limit)
        whole = pretty(example.value)
        if len(whole) <= limit:
            return Shown(whole)
        return Shown(_fitting(example.value, len(whole), limit), shortened=True)
    if example.serialized:
        return Shown(example.serialized[:limit], is_json=False, shortened=len(example.serialized) > limit)
    return None


def pretty(value: Json) -> str:
    """Return JSON on several lines."""
    try:
        return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
    except (OverflowError, ValueError, TypeError):
        return json.dumps(value, indent=2)


def highlighted(example: Shown) -> str:
    """Return an example as HTML, the names of JSON members in `<i>`."""
    escaped = text(example.text)
    return _KEY.sub(r"\1<i>\2</i>", escaped) if example.is_json else escaped


_CUTS = ((2, 400, 40), (1, 120, 40), (1, 120, 5), (1, 80, 3), (1, 80, 2), (1, 40, 1))
"""Items of an array, characters of a string, levels: ever less of an example."""


def _fitting(value: Json, length: int, limit: int) -> str:
    cut = ""
    # What is far too long is cut hard at once.
    for items, characters, depth in _CUTS if length < 4 * limit else _CUTS[2:]:
        # Each cut leaves less than the one before it, so it may begin with what that one left.
        value = _cut(value, items, characters, depth)
        cut = pretty(value)
        if len(cut) <= limit:
            return cut
    return cut[:limit]


def _cut(value: Json, items: int, characters: int, depth: int) -> Json:
    if isinstance(value, str):
        return value if len(value) <= characters else f"{value[: characters - 1]}…"
    if isinstance(value, list):
        return [_cut(item, items, characters, depth - 1) for item in value[:items]] if depth > 0 else value[:0]
    if isinstance(value, dict):
        return {name: _cut(item, items, characters, depth - 1) for name, item in value.items()} if depth > 0 else {}
    return value
