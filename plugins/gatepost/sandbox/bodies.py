"""Reads request bodies by their media type: JSON, forms, text, anything else as bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, NoReturn
from urllib.parse import unquote_plus

from gatepost.sandbox.behaviour import Refusal
from gatepost.sandbox.description import Operation
from gatepost.sandbox.faults import Fault
from gatepost.sandbox.parameters import coerce, kinds_of, split_query

MOST_PARTS = 1000
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"


def bare(media_type: str) -> str:
    """A media type without its parameters, lower case."""
    return media_type.partition(";")[0].strip().lower()


def is_json(media_type: str) -> bool:
    """Whether a body of this type is one JSON value."""
    name = bare(media_type)
    return name.endswith(("/json", "+json")) and name != "application/json-seq"


def matching(media_type: str, declared: dict[str, Any]) -> str | None:
    """The declared key for a media type: itself, else its range, else any."""
    name = bare(media_type)
    keys = {bare(key): key for key in declared}
    for wanted in (name, f"{name.partition('/')[0]}/*", "*/*", "*"):
        if wanted in keys:
            return keys[wanted]
    return None


def read_body(operation: Operation, raw: bytes, content_type: str) -> tuple[Any, str | None, list[Fault]]:
    """The parsed body, the declared media type it has, and its faults; raises Refusal where it cannot be read."""
    declared = operation.request_body
    if declared is None:
        return _undeclared(raw, content_type)
    content = declared.get("content")
    content = content if isinstance(content, dict) else {}
    if not raw:
        required = declared.get("required") is True
        return None, None, [Fault("body", "is required")] if required else []
    key = matching(content_type, content) if content_type else next(iter(content), None)
    if key is None and content:
        raise Refusal(
            415,
            "unsupported_media_type",
            f"This operation reads {', '.join(content)}, not {bare(content_type) or 'an unnamed type'}.",
            param="content-type",
            headers={"accept": ", ".join(content)},
        )
    media_type = content_type or str(key or "application/octet-stream")
    schema = (content.get(key) or {}).get("schema", True) if key else True
    body = _parse(raw, media_type, schema, operation.description.resolve)
    faults = operation.description.writing.faults(schema, body) if _judged(media_type) else []
    return body, media_type, [Fault(f"body {fault.pointer or '/'}", fault.message) for fault in faults]


def _undeclared(raw: bytes, content_type: str) -> tuple[Any, str | None, list[Fault]]:
    """A body nobody asked for is ignored, but handed on as bytes for behaviours."""
    return (raw or None), (bare(content_type) or None), []


def _judged(media_type: str) -> bool:
    return is_json(media_type) or bare(media_type) in (FORM, MULTIPART) or bare(media_type) == "text/plain"


def _parse(raw: bytes, media_type: str, schema: Any, resolve: Callable[[Any], Any]) -> Any:
    if is_json(media_type):
        return parse_json(raw)
    if bare(media_type) == FORM:
        pairs: list[tuple[str, Any]] = [
            (unquote_plus(name), unquote_plus(value)) for name, value in split_query(_text(raw))
        ]
        return _form(pairs, schema, resolve)
    if bare(media_type) == MULTIPART:
        return _form(_multipart(raw, media_type), schema, resolve)
    return _text(raw) if bare(media_type).startswith("text/") else raw


def parse_json(raw: bytes) -> Any:
    """One JSON value; raises Refusal 400 naming line and column."""
    text = _text(raw)
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as problem:
        place = f"line {problem.lineno}, column {problem.colno}"
        raise Refusal(400, "invalid_json", f"The body is not JSON: {problem.msg} at {place}.") from None
    except (RecursionError, ValueError) as problem:
        reason = "it is nested too deeply" if isinstance(problem, RecursionError) else str(problem)
        raise Refusal(400, "invalid_json", f"The body is not JSON this sandbox can read: {reason}.") from None


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number")


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        message = f"The body is not UTF-8: byte {problem.start} is 0x{raw[problem.start]:02x}."
        raise Refusal(400, "invalid_encoding", message) from None


def _form(pairs: list[tuple[str, Any]], schema: Any, resolve: Callable[[Any], Any]) -> dict[str, Any]:
    """The fields of a form, coerced by the schema's properties; repeated ones and arrays are lists."""
    resolved = resolve(schema)
    properties = resolved.get("properties") if isinstance(resolved, dict) else None
    properties = properties if isinstance(properties, dict) else {}
    found: dict[str, Any] = {}
    for raw_name, value in pairs:
        name = raw_name if raw_name in properties else raw_name.removesuffix("[]")
        declared = properties.get(name, True)
        if "array" in kinds_of(declared, resolve):
            items = resolve(declared).get("items", True)
            found.setdefault(name, []).append(_field(value, items, resolve))
        else:
            found[name] = _field(value, declared, resolve)
    return found


def _field(value: Any, schema: Any, resolve: Callable[[Any], Any]) -> Any:
    return coerce(value, schema, resolve) if isinstance(value, str) else value


def _multipart(raw: bytes, media_type: str) -> list[tuple[str, Any]]:
    """Parts of a multipart form (RFC 7578): text as str, files as bytes."""
    found = re.search(r'boundary="?([^";,]{1,70})"?', media_type, re.IGNORECASE)
    if not found:
        raise Refusal(400, "invalid_form", "The content type multipart/form-data lacks its boundary.")
    delimiter = b"\r\n--" + found[1].encode("latin-1", "replace")
    parts = (b"\r\n" + raw).split(delimiter, MOST_PARTS)[1:]
    fields = []
    for part in parts:
        if part.startswith(b"--"):
            break
        head, _, content = part.lstrip(b"\r\n").partition(b"\r\n\r\n")
        disposition = head.decode("utf-8", "replace")
        name = re.search(r'\bname="([^"]*)"', disposition)
        if name:
            is_file = "filename=" in disposition
            fields.append((name[1], content if is_file else content.decode("utf-8", "replace")))
    return fields
