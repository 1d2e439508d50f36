"""Values that look like the real thing: by format, by name of the property, within bounds."""

import math
import re
from functools import lru_cache

from gatepost.model.schema import Json, Schema

MOMENT = "2026-01-15T09:30:00Z"
"""The one moment that all examples speak of."""

_FORMATS = {
    "date-time": MOMENT,
    "date": MOMENT[:10],
    "time": "09:30:00Z",
    "duration": "PT15M",
    "email": "ada@example.com",
    "idn-email": "ada@example.com",
    "uuid": "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
    "uri": "https://example.com/",
    "url": "https://example.com/",
    "iri": "https://example.com/",
    "uri-reference": "/examples/1",
    "iri-reference": "/examples/1",
    "uri-template": "/examples/{id}",
    "hostname": "gateway.example.com",
    "idn-hostname": "gateway.example.com",
    "ipv4": "192.0.2.10",
    "ipv6": "2001:db8::10",
    "byte": "ZXhhbXBsZQ==",
    "base64": "ZXhhbXBsZQ==",
    "base64url": "ZXhhbXBsZQ",
    "binary": "(binary)",
    "password": "correct-horse-battery",
    "regex": "^[a-z]+$",
    "json-pointer": "/items/0",
    "relative-json-pointer": "1/name",
    "int64": "1",
    "decimal": "9.99",
    "color": "#3f51b5",
}

_TEXTS = {
    "city": "Lisbon",
    "code": "not_found",
    "color": "#3f51b5",
    "content": "Hello!",
    "country": "PT",
    "currency": "USD",
    "description": "A short description.",
    "email": "ada@example.com",
    "filename": "report.pdf",
    "first_name": "Ada",
    "host": "gateway.example.com",
    "hostname": "gateway.example.com",
    "id": "id_123",
    "input": "Hello!",
    "ip": "192.0.2.10",
    "ip_address": "192.0.2.10",
    "key": "key_123",
    "language": "en",
    "last_name": "Lovelace",
    "locale": "en",
    "login": "ada",
    "message": "Hello!",
    "method": "GET",
    "model": "gpt-4o-mini",
    "name": "Example",
    "path": "/v1/models",
    "phone": "+351210000000",
    "prompt": "Write a haiku about gateways.",
    "provider": "openai",
    "q": "gateway",
    "query": "gateway",
    "region": "eu-west-1",
    "role": "user",
    "search": "gateway",
    "sha": "6dcb09b5b57875f334f61aebed695e2e4193db5e",
    "slug": "example",
    "status": "active",
    "summary": "A short summary.",
    "tag": "production",
    "text": "Hello!",
    "timezone": "UTC",
    "title": "An example",
    "token": "token_123",
    "type": "default",
    "url": "https://example.com/",
    "user": "ada",
    "username": "ada",
    "version": "1.0.0",
}
_TEXT_ENDINGS = (
    ("_id", ""),
    ("_url", "https://example.com/"),
    ("_uri", "https://example.com/"),
    ("_at", MOMENT),
    ("_date", MOMENT[:10]),
    ("_time", MOMENT),
    ("_email", "ada@example.com"),
    ("_name", "Example"),
    ("_key", "key_123"),
    ("_token", "token_123"),
)
_NUMBERS = {
    "age": 36,
    "cost": 0.0125,
    "count": 3,
    "created": 1768469400,
    "limit": 20,
    "max_tokens": 256,
    "offset": 0,
    "page": 1,
    "page_size": 20,
    "per_page": 20,
    "port": 8080,
    "price": 9.99,
    "score": 0.87,
    "size": 1024,
    "status": 200,
    "status_code": 200,
    "temperature": 0.7,
    "timeout": 30,
    "top_p": 0.9,
    "total": 42,
    "total_tokens": 42,
    "year": 2026,
}
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_PYTHON_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
}
_LONGEST_PADDING = 2_000


def sample_text(name: str, schema: Schema) -> str:
    """Return a string for a property called `name`, of the schema's format or length; its pattern is not looked at."""
    text = _FORMATS.get(schema.format) or _text_for(name)
    least, most = schema.min_length or 0, schema.max_length
    if len(text) < least <= _LONGEST_PADDING:
        text = (text * (least // len(text) + 1))[:least]
    return text if most is None or len(text) <= most else text[:most]


def sample_number(name: str, schema: Schema, *, whole: bool) -> int | float:
    """Return a number for a property called `name` that keeps to the schema's bounds and step."""
    wanted = _number_for(name)
    step = schema.multiple_of or (1 if whole else 0)
    low, high = _bounds(schema, step or 1e-3)
    value = min(max(wanted, low), high)
    if step and math.isfinite(value / step):
        value = math.ceil(value / step) * step
        if value > high:
            value = math.floor(high / step) * step
    return int(value) if whole or float(value).is_integer() else round(value, 6)


def fits(value: Json, types: tuple[str, ...]) -> bool:
    """Whether a value is of one of the types; any is when there are none, or none that is known."""
    if not types:
        return True
    kind = type(value)
    return any(kind in _PYTHON_TYPES.get(name, (kind,)) for name in types)


def size_within(value: Json, limit: int) -> int | None:
    """Return the size of a value as compact JSON, about; None as soon as it is over the limit."""
    if isinstance(value, str):
        return len(value) + 2 if len(value) + 2 <= limit else None
    size, waiting = 0, [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            size += len(one) + 2
        elif isinstance(one, dict):
            size += 2 + sum(len(str(key)) + 4 for key in one)
            waiting.extend(one.values())
        elif isinstance(one, list):
            size += 2 + len(one)
            waiting.extend(one)
        else:
            size += 5
        if size > limit:
            return None
    return size


def _bounds(schema: Schema, step: float) -> tuple[float, float]:
    low = -math.inf if schema.minimum is None else schema.minimum
    high = math.inf if schema.maximum is None else schema.maximum
    if schema.exclusive_minimum is not None:
        low = max(low, schema.exclusive_minimum + step)
    if schema.exclusive_maximum is not None:
        high = min(high, schema.exclusive_maximum - step)
    return low, high


@lru_cache(maxsize=4096)
def _text_for(name: str) -> str:
    word = _snake(name)
    if word in _TEXTS:
        return _TEXTS[word]
    for ending, text in _TEXT_ENDINGS:
        if word.endswith(ending):
            return text or f"{word.removesuffix(ending)[:40]}_123"
    return "string"


@lru_cache(maxsize=4096)
def _number_for(name: str) -> int | float:
    word = _snake(name)
    if word.endswith("_at"):
        return _NUMBERS["created"]
    return _NUMBERS.get(word, 1)


def _snake(name: str) -> str:
    return _HUMP.sub("_", name).replace("-", "_").lower()
