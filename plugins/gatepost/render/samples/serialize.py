"""Parameter values as they travel: the styles of OpenAPI (Parameter Object, "Style Values")."""

import re
from collections.abc import Iterable
from urllib.parse import quote

from gatepost.model.parameter import Parameter
from gatepost.model.schema import Json
from gatepost.render.samples.json_text import compact

HEADER_NAME = re.compile(r"[\w!#$%&'*+.^`|~-]+", re.ASCII)
"""A token (RFC 9110 section 5.6.2)."""

_RESERVED = ":/?#[]@!$&'()*+,;="
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]*")
_PRINTABLE = "".join(map(chr, range(0x20, 0x7F)))
_DELIMITERS = {"spaceDelimited": "%20", "pipeDelimited": "%7C"}


def words(value: Json) -> str:
    """Return a scalar as text; anything deeper as JSON."""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return "" if value is None else compact(value)


def encode(value: Json, reserved: str = "") -> str:
    """Return a value percent-encoded (RFC 3986), but for unreserved characters and those given."""
    text = words(value)
    return text if _UNRESERVED.fullmatch(text) else quote(text, safe=reserved, errors="replace")


def path_segment(parameter: Parameter, value: Json) -> str:
    """Return what takes the place of `{name}` in a path: styles `simple`, `label` and `matrix`."""
    name = encode(parameter.name)
    if parameter.style == "label":
        return "." + _joined(value, "." if parameter.explode else ",", parameter.explode)
    if parameter.style == "matrix":
        if parameter.explode and isinstance(value, list):
            return "".join(f";{name}={encode(item)}" for item in value)
        if parameter.explode and isinstance(value, dict):
            return ";" + _joined(value, ";", True)
        return f";{name}={_joined(value, ',', False)}"
    return _joined(value, ",", parameter.explode)


def query_pairs(parameter: Parameter, value: Json) -> list[tuple[str, str, str]]:
    """Return each `name=value` of a query parameter as decoded name, decoded value, and encoded pair."""
    reserved = _RESERVED if parameter.allow_reserved else ""
    if parameter.content is not None:
        return [_pair(parameter.name, compact(value) if parameter.content.is_json else words(value), "")]
    if isinstance(value, dict) and parameter.style == "deepObject":
        return [_pair(f"{parameter.name}[{key}]", item, reserved) for key, item in value.items()]
    if isinstance(value, dict) and parameter.explode:
        return [_pair(str(key), item, reserved) for key, item in value.items()]
    if isinstance(value, list) and parameter.explode:
        return [_pair(parameter.name, item, reserved) for item in value]
    if isinstance(value, dict | list):
        items = _flat(value)
        delimiter = _DELIMITERS.get(parameter.style, ",")
        raw = delimiter.join(encode(item, reserved) for item in items)
        plain = {"%20": " ", "%7C": "|"}.get(delimiter, ",").join(words(item) for item in items)
        return [(parameter.name, plain, f"{encode(parameter.name)}={raw}")]
    return [_pair(parameter.name, value, reserved)]


def header_value(value: Json, explode: bool) -> str:
    """Return a header's value in style `simple`; what is not visible ASCII is percent-encoded."""
    if isinstance(value, dict) and explode:
        text = ",".join(f"{key}={words(item)}" for key, item in value.items())
    else:
        text = ",".join(words(item) for item in _flat(value)) if isinstance(value, dict | list) else words(value)
    return quote(text, safe=_PRINTABLE, errors="replace").strip(" ")


def _pair(name: str, value: Json, reserved: str) -> tuple[str, str, str]:
    return name, words(value), f"{encode(name)}={encode(value, reserved)}"


def _joined(value: Json, separator: str, explode: bool) -> str:
    if isinstance(value, dict) and explode:
        return separator.join(f"{encode(key)}={encode(item)}" for key, item in value.items())
    return separator.join(encode(item) for item in _flat(value)) if isinstance(value, dict | list) else encode(value)


def _flat(value: "dict[str, Json] | list[Json]") -> Iterable[Json]:
    return [part for pair in value.items() for part in pair] if isinstance(value, dict) else value
