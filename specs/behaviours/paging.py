"""Pages of lists, newest first: the cursor names the last item of the page before."""

from __future__ import annotations

import base64
from typing import Any

from gatepost.sandbox.behaviour import Call, Refusal


def page(call: Call, items: list[dict[str, Any]]) -> dict[str, Any]:
    """The page of the items that the call's `limit` and `cursor` ask for; raises Refusal 404 for a foreign cursor."""
    start = _start(call.query.get("cursor"), items)
    limit = call.query.get("limit", 20)
    shown = items[start : start + limit]
    more = start + limit < len(items)
    return {
        "object": "list",
        "data": shown,
        "has_more": more,
        "next_cursor": _cursor(shown[-1]["id"]) if more and shown else None,
    }


def listed(items: list[dict[str, Any]]) -> dict[str, Any]:
    """A short list, whole."""
    return {"object": "list", "data": items}


def last(item: dict[str, Any], name: str) -> dict[str, Any]:
    """The item with one property at its end, as the description shows it."""
    return {**{key: value for key, value in item.items() if key != name}, name: item[name]}


def _cursor(id: str) -> str:
    return base64.urlsafe_b64encode(id.encode()).decode().rstrip("=")


def _start(cursor: str | None, items: list[dict[str, Any]]) -> int:
    if cursor is None:
        return 0
    for index, item in enumerate(items):
        if _cursor(item["id"]) == cursor:
            return index + 1
    raise Refusal(404, "unknown_cursor", "This cursor is not one that a page of this list gave.", "cursor")
