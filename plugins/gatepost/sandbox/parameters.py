"""Reads parameters as their style, explode and schema say (OpenAPI 3.1, section 4.8.12, and RFC 6570)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, unquote_plus

from gatepost.sandbox.description import Description, Operation
from gatepost.sandbox.faults import Fault
from gatepost.sandbox.schema import types_of

STYLES = {"path": "simple", "header": "simple", "query": "form", "cookie": "form"}
DELIMITERS = {"form": ",", "simple": ",", "spaceDelimited": " ", "pipeDelimited": "|", "label": ".", "matrix": ";"}
INTEGER = re.compile(r"-?(0|[1-9]\d{0,400})", re.ASCII)
NUMBER = re.compile(r"-?(0|[1-9]\d{0,400})(\.\d{1,400})?([eE][+-]?\d{1,3})?", re.ASCII)
DEEP = re.compile(r"\[([^\[\]]*)\]")
IGNORED_HEADERS = ("accept", "content-type", "authorization")
MOST_PAIRS = 1000

Pairs = Sequence[tuple[str, str]]
"""Names and values as sent, still percent-encoded."""


@dataclass
class Sent:
    """What a request carries beside its body; header names are lower case."""

    path: Mapping[str, str] = field(default_factory=dict)
    query: Pairs = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    cookies: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Values:
    """The values of declared parameters by location, and every fault in them."""

    path: dict[str, Any] = field(default_factory=dict)
    query: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)
    cookie: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def split_query(text: str) -> list[tuple[str, str]]:
    """The pairs of a query string, undecoded, at most a thousand."""
    pairs = [piece.partition("=") for piece in text.split("&", MOST_PAIRS)[:MOST_PAIRS] if piece]
    return [(name, value) for name, _, value in pairs]


def read_parameters(operation: Operation, sent: Sent) -> Values:
    """Reads what the operation declares; undeclared query pairs stay as text beside it."""
    values = Values(path=dict(sent.path))
    for name, value in sent.query:
        values.query.setdefault(unquote_plus(name), unquote_plus(value))
    for parameter in operation.parameters:
        _read(parameter, operation, sent, values)
    return values


def _read(parameter: dict[str, Any], operation: Operation, sent: Sent, values: Values) -> None:
    description, declared = operation.description, operation.parameters
    place, name = str(parameter.get("in")), parameter["name"]
    if place not in STYLES or (place == "header" and name.lower() in IGNORED_HEADERS):
        return
    target: dict[str, Any] = getattr(values, place)
    where = f"{place} parameter {name}"
    schema, as_json = _schema(parameter)
    found, value = _take(parameter, place, name, schema, as_json, description, sent, declared)
    if not found:
        target.pop(name, None)
        default = description.resolve(schema)
        if parameter.get("required") is True or place == "path":
            values.faults.append(Fault(where, "is required"))
        elif isinstance(default, dict) and "default" in default:
            target[name] = default["default"]
        return
    target[name] = value
    if value == "" and parameter.get("allowEmptyValue") is True:
        return
    faults = description.writing.faults(schema, value)
    values.faults += [Fault(f"{where}{fault.pointer}", fault.message) for fault in faults]


def _schema(parameter: dict[str, Any]) -> tuple[Any, bool]:
    """The schema, and whether the value is written as JSON text."""
    content = parameter.get("content")
    if isinstance(content, dict) and content:
        media_type, declared = next(iter(content.items()))
        return (declared or {}).get("schema", True), "json" in media_type
    return parameter.get("schema", True), False


def _take(
    parameter: dict[str, Any],
    place: str,
    name: str,
    schema: Any,
    as_json: bool,
    description: Description,
    sent: Sent,
    declared: Sequence[dict[str, Any]],
) -> tuple[bool, Any]:
    """Whether the parameter is there, and its value."""
    style = str(parameter.get("style") or STYLES[place])
    explode = parameter.get("explode", style == "form") is True
    kinds = kinds_of(schema, description.resolve)
    if place == "query":
        if not as_json and "object" in kinds and (explode or style == "deepObject"):
            others = {str(one["name"]) for one in declared if one is not parameter}
            return _exploded_object(name, style, schema, description, [p for p in sent.query if p[0] not in others])
        texts = [value for key, value in sent.query if unquote_plus(key) == name]
        decode: Callable[[str], str] = unquote_plus
    else:
        source = {"path": sent.path, "header": sent.headers, "cookie": sent.cookies}[place]
        key = name.lower() if place == "header" else name
        texts = [source[key]] if key in source else []
        decode = unquote if place == "cookie" else str
    if not texts:
        return False, None
    if as_json:
        return True, _json(decode(texts[0]))
    if "array" in kinds and not (len(kinds) > 1 and len(texts) == 1 and "," not in texts[0]):
        return True, _array(texts, name, style, explode, schema, description, decode)
    if "object" in kinds:
        return True, _object(_bare(decode(texts[0]), name, style), style, explode, schema, description)
    return True, coerce(_bare(decode(texts[-1]), name, style), schema, description.resolve)


def _bare(text: str, name: str, style: str) -> str:
    """The text without what a path style puts before it."""
    if style == "label":
        return text.removeprefix(".")
    return text.removeprefix(f";{name}=").removeprefix(f";{name}") if style == "matrix" else text


def _array(
    texts: list[str],
    name: str,
    style: str,
    explode: bool,
    schema: Any,
    description: Description,
    decode: Callable[[str], str],
) -> list[Any]:
    resolved = description.resolve(schema)
    items = resolved.get("items", True) if isinstance(resolved, dict) else True
    if style == "matrix" and explode:
        pieces = decode(texts[0]).removeprefix(f";{name}=").split(f";{name}=")
    elif explode and style != "simple" and not (style == "label"):
        pieces = [decode(text) for text in texts]
    else:
        delimiter = "." if style == "label" and explode else "," if style in ("label", "matrix") else None
        pieces = _split(_bare(texts[0], name, style), delimiter or DELIMITERS.get(style, ","), decode)
    return [coerce(piece, items, description.resolve) for piece in pieces]


def _split(text: str, delimiter: str, decode: Callable[[str], str]) -> list[str]:
    """Splits before decoding, so that an encoded comma stays in its item; after it where none is bare."""
    if not text:
        return []
    if delimiter in text:
        return [decode(piece) for piece in text.split(delimiter)]
    return decode(text).split(delimiter)


def _exploded_object(
    name: str, style: str, schema: Any, description: Description, query: Pairs
) -> tuple[bool, dict[str, Any]]:
    """`filter[a]=1` (deepObject), or one query pair for each property (form)."""
    properties = _properties(schema, description)
    found: dict[str, Any] = {}
    for raw_key, raw_value in query:
        key, text = unquote_plus(raw_key), unquote_plus(raw_value)
        # A free-form object takes every pair that no other parameter names.
        if style != "deepObject" and (key in properties or not properties):
            found[key] = coerce(text, properties.get(key, True), description.resolve)
        elif style == "deepObject" and key.startswith(f"{name}["):
            _place(found, DEEP.findall(key[len(name) :]), text, properties, description)
    return bool(found), found


def _place(
    target: dict[str, Any], keys: list[str], text: str, properties: dict[str, Any], description: Description
) -> None:
    """Puts a value at `[a][b]` of an object."""
    for key in keys[:-1][:16]:
        deeper = target.setdefault(key, {})
        if not isinstance(deeper, dict):
            return
        properties = _properties(properties.get(key), description)
        target = deeper
    if not keys:
        return
    schema = properties.get(keys[-1], True)
    kinds = kinds_of(schema, description.resolve)
    if "array" in kinds:
        resolved = description.resolve(schema)
        item = coerce(text, resolved.get("items", True), description.resolve)
        known = target.setdefault(keys[-1], [])
        if isinstance(known, list):
            known.append(item)
    else:
        target[keys[-1]] = coerce(text, schema, description.resolve)


def _object(text: str, style: str, explode: bool, schema: Any, description: Description) -> dict[str, Any]:
    """`a,1,b,2`, or `a=1,b=2` where exploded."""
    delimiter = DELIMITERS.get(style, ",") if explode or style not in ("label", "matrix") else ","
    pieces = text.removeprefix(";").split(delimiter) if text else []
    properties = _properties(schema, description)
    if explode:
        pairs = [piece.partition("=")[::2] for piece in pieces]
    else:
        pairs = list(zip(pieces[::2], pieces[1::2], strict=False))
    return {name: coerce(value, properties.get(name, True), description.resolve) for name, value in pairs}


def _properties(schema: Any, description: Description) -> dict[str, Any]:
    resolved = description.resolve(schema)
    found = resolved.get("properties") if isinstance(resolved, dict) else None
    merged = dict(found) if isinstance(found, dict) else {}
    for part in resolved.get("allOf") or () if isinstance(resolved, dict) else ():
        merged.update(_properties(part, description))
    return merged


def kinds_of(schema: Any, resolve: Callable[[Any], Any], depth: int = 0) -> tuple[str, ...]:
    """The JSON types a schema may mean, its variants' included; empty where it says nothing."""
    schema = resolve(schema)
    if not isinstance(schema, dict) or depth > 8:
        return ()
    if types_of(schema):
        return types_of(schema)
    found: dict[str, None] = {}
    for word in ("allOf", "anyOf", "oneOf"):
        for part in schema.get(word) or ():
            found.update(dict.fromkeys(kinds_of(part, resolve, depth + 1)))
    if not found and "properties" in schema:
        return ("object",)
    return tuple(found) or (("array",) if "items" in schema else ())


def coerce(text: str, schema: Any, resolve: Callable[[Any], Any]) -> Any:
    """Text as the type its schema wants; as it stands where it cannot be one, for the validator to refuse."""
    kinds = kinds_of(schema, resolve)
    if "integer" in kinds and INTEGER.fullmatch(text):
        return int(text)
    if ("number" in kinds or "integer" in kinds) and NUMBER.fullmatch(text):
        return int(text) if INTEGER.fullmatch(text) else float(text)
    if "boolean" in kinds and text in ("true", "false"):
        return text == "true"
    if "null" in kinds and "string" not in kinds and text in ("", "null"):
        return None
    if kinds and "string" not in kinds and text[:1] in "[{" and text:
        return _json(text)
    return text


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text
