"""Bodies and addresses as the client libraries of Python write them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

FORM = "application/x-www-form-urlencoded"


def with_params(url: str, params: Any) -> str:
    """Return a URL with further pairs in its query."""
    pairs = [(name, _word(value)) for name, value in _pairs(params)]
    if not pairs:
        return url
    return f"{url}{'&' if '?' in url else '?'}{urlencode(pairs)}"


def body_of(content: Any = None, data: Any = None, files: Any = None, json_: Any = None) -> tuple[bytes, str]:
    """Return a body and its media type, empty where nothing says what it is."""
    if json_ is not None:
        return json.dumps(json_, ensure_ascii=False, separators=(",", ":")).encode(), "application/json"
    if files:
        return _multipart(data, files)
    if isinstance(data, Mapping) or (isinstance(data, list) and data):
        return urlencode([(name, _word(value)) for name, value in _pairs(data)]).encode(), FORM
    content = data if content is None else content
    if hasattr(content, "read"):
        content = content.read()
    return (content.encode(), "text/plain; charset=utf-8") if isinstance(content, str) else (bytes(content or b""), "")


def _pairs(given: Any) -> Iterable[tuple[str, Any]]:
    items = given.items() if isinstance(given, Mapping) else given or ()
    for name, value in items:
        yield from ((name, one) for one in (value if isinstance(value, list | tuple) else [value]))


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def _multipart(data: Any, files: Any) -> tuple[bytes, str]:
    boundary = uuid4().hex
    parts = [_part(name, None, _word(value), "") for name, value in _pairs(data)]
    for name, value in files.items() if isinstance(files, Mapping) else files:
        file, content, media_type = (*value, "")[:3] if isinstance(value, tuple) else (_name(value), value, "")
        parts.append(_part(name, file, content, media_type))
    whole = b"".join(f"--{boundary}\r\n".encode() + part + b"\r\n" for part in parts)
    return whole + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"


def _part(name: str, file: str | None, content: Any, media_type: str) -> bytes:
    if hasattr(content, "read"):
        content = content.read()
    head = f'Content-Disposition: form-data; name="{_quoted(name)}"'
    if file is not None:
        head += f'; filename="{_quoted(file)}"\r\nContent-Type: {media_type or "application/octet-stream"}'
    return head.encode() + b"\r\n\r\n" + (content.encode() if isinstance(content, str) else bytes(content))


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


def _name(file: Any) -> str:
    return str(getattr(file, "name", "upload")).rpartition("/")[2]
