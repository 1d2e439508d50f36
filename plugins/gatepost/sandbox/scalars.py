"""Invents text and numbers that fit a schema, the same at every run."""

from __future__ import annotations

import math
from typing import Any
from zlib import crc32

from gatepost.sandbox import patterns
from gatepost.sandbox.clock import START_TEXT

LONGEST_TEXT = 100_000

BY_FORMAT = {
    "date-time": START_TEXT,
    "date": START_TEXT[:10],
    "time": START_TEXT[11:],
    "duration": "PT1H",
    "email": "ada@example.com",
    "idn-email": "ada@example.com",
    "hostname": "gateway.example.com",
    "idn-hostname": "gateway.example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "uri": "https://example.com/",
    "url": "https://example.com/",
    "iri": "https://example.com/",
    "uri-reference": "/example",
    "uri-template": "/example/{id}",
    "json-pointer": "/example",
    "relative-json-pointer": "0",
    "regex": "^[a-z]+$",
    "byte": "c2FuZGJveA==",
    "binary": "sandbox",
    "password": "correct horse",
}
BY_NAME = {"email": "email", "url": "uri", "uri": "uri", "href": "uri"}


def text(schema: dict[str, Any], name: str, seed: int, variation: int) -> str:
    """Text in the schema's pattern, format and length; free text is named after its property."""
    least, most = _bound(schema, "minLength", 0), _bound(schema, "maxLength", LONGEST_TEXT)
    pattern = schema.get("pattern")
    if isinstance(pattern, str):
        imitated = patterns.imitate(pattern, least, most, variation)
        if imitated is not None:
            return imitated
    made = _formatted(str(schema.get("format") or BY_NAME.get(name, "")), name, seed, variation)
    if len(made) > most and made.startswith("https://"):
        made = "https://a.example"
    made = made[: max(most, 0)]
    return made + "x" * (min(least, LONGEST_TEXT) - len(made))


def _formatted(format_: str, name: str, seed: int, variation: int) -> str:
    if format_ == "uuid":
        return f"{_mixed(name, seed):08x}-0000-4000-8000-{variation:012x}"
    known = BY_FORMAT.get(format_)
    if known is None:
        plain = name.replace("_", " ").replace("-", " ")
        return f"{plain} {variation + 1}" if variation else plain
    if not variation:
        return known
    if format_ in ("email", "idn-email"):
        return f"ada+{variation}@example.com"
    return f"{known}{variation}" if format_ in ("uri", "url", "iri", "uri-reference", "password") else known


def number(schema: dict[str, Any], name: str, seed: int, variation: int, *, whole: bool) -> float:
    """A number within the schema's bounds, and a multiple of its step."""
    least, most = _bounds(schema, whole=whole)
    step = schema.get("multipleOf")
    step = step if isinstance(step, (int, float)) and not isinstance(step, bool) and step > 0 else 1 if whole else 0
    wanted: float = _mixed(name, seed) % 100 + variation if math.isinf(most) else least + variation
    wanted = min(max(wanted, least), most)
    if step:
        first = math.ceil(wanted / step) * step
        wanted = first if first <= most else math.floor(most / step) * step
        wanted = wanted if isinstance(step, int) else round(wanted, 10)
    return int(wanted) if whole or (float(wanted).is_integer() and abs(wanted) < 2**53) else wanted


def _mixed(name: str, seed: int) -> int:
    return crc32(f"{seed}:{name}".encode())


def _bounds(schema: dict[str, Any], *, whole: bool) -> tuple[float, float]:
    """The least and the most number, exclusive bounds moved inside."""
    inside = 1 if whole else 0.5
    least, most = _limit(schema, "minimum", -math.inf), _limit(schema, "maximum", math.inf)
    above, below = schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum")
    if above is True:
        least += inside
    elif above is not None and above is not False:
        least = max(least, _limit(schema, "exclusiveMinimum", -math.inf) + inside)
    if below is True:
        most -= inside
    elif below is not None and below is not False:
        most = min(most, _limit(schema, "exclusiveMaximum", math.inf) - inside)
    if least > most and not whole:
        least = most = (least + most) / 2
    if math.isinf(least) and not math.isinf(most):
        least = min(most, 0)
    return least, most


def _bound(schema: dict[str, Any], word: str, default: int) -> int:
    return int(_limit(schema, word, default))


def _limit(schema: dict[str, Any], word: str, default: float) -> float:
    value = schema.get(word)
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else default
