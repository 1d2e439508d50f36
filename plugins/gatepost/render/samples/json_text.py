"""JSON as people read it."""

import json
import re

from gatepost.model.schema import Json

_WIDTH = 72
_encode = json.JSONEncoder(ensure_ascii=False).encode
_UNSEEN = re.compile(
    "[\x7f-\xa0\xad\u0600-\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufdd0-\ufdef\ufeff\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e0fff\ud800-\udfff]"
)
"""Characters that hide or reorder text, and those of `marks.py`."""


def pretty(value: Json) -> str:
    """Return JSON indented by 2, short flat containers on one line; characters that cannot be seen are escaped."""
    return visible(_pretty(value, "\n"))


def visible(text: str) -> str:
    """Return JSON with characters that cannot be seen escaped."""
    return text if text.isascii() and "\x7f" not in text else _UNSEEN.sub(_escaped, text)


def _pretty(value: Json, line: str) -> str:
    if not isinstance(value, dict | list) or not value:
        return _encode(value)
    deeper = line + "  "
    if isinstance(value, dict):
        start, end = "{", "}"
        items = [f"{_encode(str(key))}: {_pretty(item, deeper)}" for key, item in value.items()]
    else:
        start, end = "[", "]"
        items = [_pretty(item, deeper) for item in value]
    joined = ", ".join(items)
    if len(joined) + len(line) <= _WIDTH and "\n" not in joined and "{" not in joined:
        return f"{start}{joined}{end}"
    return f"{start}{deeper}{f',{deeper}'.join(items)}{line}{end}"


def compact(value: Json) -> str:
    """Return JSON on one line, without spaces."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def _escaped(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1]


def exact_in_javascript(text: str) -> bool:
    """Whether JavaScript's numbers hold every number of a JSON text: none has more than 15 digits in a row."""
    return re.search(r"\d{16}", text) is None
