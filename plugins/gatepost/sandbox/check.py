"""Compares an answer with its description: the status, the media type, the body."""

from __future__ import annotations

import json
from typing import Any

from gatepost.sandbox.behaviour import Event, Reply, Stream
from gatepost.sandbox.bodies import bare, is_json, matching
from gatepost.sandbox.description import Operation
from gatepost.sandbox.parameters import kinds_of
from gatepost.sandbox.wire import encode


def breach(operation: Operation, answer: Reply | Stream) -> str | None:
    """What of the answer the description does not allow, or None. A sandbox's own refusals are not its matter."""
    response = operation.response(answer.status)
    if response is None:
        return f"the status is not declared ({', '.join(operation.responses)} are)"
    content = response.get("content")
    content = content if isinstance(content, dict) else {}
    if isinstance(answer, Stream):
        return None if matching(answer.media_type, content) else f"{answer.media_type} is not declared"
    body, media_type = encode(answer.body, answer.media_type)
    if not content:
        return "no body is declared" if body else None
    if media_type is None:
        return "a body is declared" if answer.status not in (204, 304) else None
    key = matching(media_type, content)
    if key is None:
        return f"{bare(media_type)} is not declared ({', '.join(content)} are)"
    return _judged(operation, content[key], answer.body) if is_json(media_type) else None


def event_breach(operation: Operation, stream: Stream, event: Event) -> str | None:
    """What of an event's JSON the description does not allow, where it says anything of single events."""
    content = (operation.response(stream.status) or {}).get("content") or {}
    declared = content.get(matching(stream.media_type, content) or "")
    if not isinstance(declared, dict) or isinstance(event.data, str):
        return None
    if "itemSchema" in declared:
        resolve = operation.description.resolve
        item = resolve(declared["itemSchema"])
        wrapped = isinstance(item, dict) and "data" in (item.get("properties") or {})
        return None if wrapped else _judged(operation, {"schema": item}, event.data)
    kinds = kinds_of(declared.get("schema", True), operation.description.resolve)
    return _judged(operation, declared, event.data) if "object" in kinds else None


def _judged(operation: Operation, declared: Any, body: Any) -> str | None:
    schema = declared.get("schema", True) if isinstance(declared, dict) else True
    # As the client will read it: tuples are arrays by then.
    faults = operation.description.reading.faults(schema, json.loads(json.dumps(body)))
    return "; ".join(map(str, faults)) or None
