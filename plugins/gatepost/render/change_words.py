"""Changes as the pages show them: messages, places, values before and after."""

import re
from collections.abc import Collection, Mapping
from typing import Any

import msgspec

from gatepost.model.address import Address
from gatepost.model.change import Change
from gatepost.render.markup import Markup, code, text
from gatepost.render.slugs import mark, slug
from gatepost.render.urls import step

LONGEST_VALUE = 240
"""Characters of a value before or after that a page shows."""
TITLES = {"breaking": "Breaking", "risky": "Risky", "safe": "Safe", "note": "Notes"}
MEANINGS = {
    "breaking": "A caller that did nothing wrong stops working.",
    "risky": "A caller may stop working, or get something else than before.",
    "safe": "Callers can ignore it, or use it.",
    "note": "Words, groups and announcements.",
}
_CODE = re.compile(r"`([^`]*)`")
_NAME = re.compile(r"\A`([^`]*)`\Z")
_PLACES = {"body": "request body", "path": "path", "query": "query", "header": "header", "cookie": "cookie"}


def said(message: str) -> Markup:
    """Return the message of a change as HTML: names in backticks are code, all else is text."""
    parts = _CODE.split(message)
    return Markup("".join(code(part) if index % 2 else text(part) for index, part in enumerate(parts)))


def where(change: Change) -> str:
    """Return where on its page something changed, in words: `answer 200`, `request body`; empty where it is whole."""
    place = change.place
    if place.startswith("response-"):
        return f"answer {place.removeprefix('response-').partition('-')[0]}"
    return _PLACES.get(place, {"input": "arguments", "output": "result"}.get(place, ""))


def anchor(change: Change) -> str:
    """Return the id of a change on the page of its version."""
    whole = f"{change.rule} {change.address}"
    return f"{slug(f'{change.address.kind} {change.address.name}')[:60].strip('-')}-{mark(whole)}"


def field(change: Change) -> str:
    """Return the id of what changed on its own page; empty where no single field or section did."""
    if not change.place or not change.address.part:
        return ""
    if change.rule.startswith("response-status"):
        return change.place
    return f"{change.place}-" + ".".join(step(one) for one in change.address.part.split("."))


def fields(change: Change, anchors: Collection[str]) -> tuple[str, ...]:
    """Return the ids of a page at which something changed: several where a value takes several forms."""
    place = field(change)
    if not place or place in anchors:
        return (place,) if place else ()
    head = f"{change.place}-"
    if not place.startswith(head):
        return ()
    # A step of the path that begins with ~ is a form of the value: what changed is said of all forms.
    steps = (re.escape(one) for one in place.removeprefix(head).split("."))
    told = re.compile(re.escape(head) + "".join(rf"(?:~[^.]*\.)*{one}\." for one in steps))
    return tuple(one for one in anchors if told.fullmatch(f"{one}."))


def values(change: Change) -> Mapping[str, str]:
    """Return what was before and what is after, as short text; empty where that says nothing beyond the message."""
    return {"before": _value(change.before), "after": _value(change.after)}


def link_words(address: Address) -> tuple[str, str]:
    """Return method and name of what a change is about, as a list shows it."""
    if address.kind in ("operation", "webhook"):
        method, _, path = address.name.rpartition(":")[2].partition(" ")
        return method, path
    return "", address.name.partition("/")[2] or address.name


def _value(given: Any) -> str:
    if given is None or given is True or given is False:
        return "" if given is None else str(given).lower()
    if isinstance(given, str):
        words = _NAME.sub(r"\1", given)
    else:
        words = msgspec.json.encode(given, enc_hook=str).decode("utf-8", "replace")
    return words if len(words) <= LONGEST_VALUE else f"{words[: LONGEST_VALUE - 1]}…"
