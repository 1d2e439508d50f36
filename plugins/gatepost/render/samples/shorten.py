"""Example bodies, cut to what a reader needs."""

from collections.abc import Collection, Iterator

from gatepost.model.gateway import Gateway
from gatepost.model.schema import Json, Property, Schema, SchemaLike, SchemaRef
from gatepost.render.samples.json_text import pretty

LIMIT = 1500
"""Characters of pretty JSON above which an example is cut."""

_DEPTH = 40
_FEW = 4


def resolve(schema: SchemaLike | None, gateway: Gateway) -> Schema | None:
    """Follow references to the schema itself; None where they lead nowhere or in a circle."""
    for _ in range(_DEPTH):
        if not isinstance(schema, SchemaRef):
            return schema
        named = gateway.schemas.get(schema.name)
        schema = named.schema if named else None
    return None


def essential(value: Json, schema: SchemaLike | None, gateway: Gateway, also: Collection[str] = ()) -> Json:
    """Return a made example with required properties only, and those named; the first few where none is required."""
    if not isinstance(value, dict):
        return value
    found = resolve(schema, gateway)
    required = _names(found, gateway) if found else set()
    kept = {name: item for name, item in value.items() if name in required or name in also}
    return kept or dict(list(value.items())[:_FEW])


def shortened(value: Json, schema: SchemaLike | None, gateway: Gateway) -> Json:
    """Return the example with required properties only and one item an array, then with ever less of it."""
    value = _required(value, schema, gateway, 0)
    for text, items in ((200, 8), (80, 5), (40, 3), (20, 1)):
        if len(pretty(value)) <= LIMIT:
            break
        value = _trimmed(value, text, items)
    return value


def _required(value: Json, schema: SchemaLike | None, gateway: Gateway, depth: int) -> Json:
    found = resolve(schema, gateway) if depth < _DEPTH else None
    if isinstance(value, list):
        return [_required(item, found.items if found else None, gateway, depth + 1) for item in value[:1]]
    if not isinstance(value, dict):
        return value
    properties = {p.name: p for p in _properties(found, gateway, depth)} if found else {}
    needed = _names(found, gateway) if found else set()
    kept = needed & value.keys() or value.keys()
    return {
        name: _required(item, properties[name].schema if name in properties else None, gateway, depth + 1)
        for name, item in value.items()
        if name in kept
    }


def _names(schema: Schema, gateway: Gateway, depth: int = 0) -> set[str]:
    """Return the names of required properties, those of `allOf` included."""
    names = {p.name for p in schema.properties if p.required} | set(schema.required)
    parts = (resolve(part, gateway) for part in schema.all_of) if depth < _DEPTH else ()
    return names.union(*(_names(part, gateway, depth + 1) for part in parts if part is not None))


def _properties(schema: Schema, gateway: Gateway, depth: int) -> Iterator[Property]:
    yield from schema.properties
    if depth < _DEPTH:
        for part in schema.all_of:
            found = resolve(part, gateway)
            if found is not None:
                yield from _properties(found, gateway, depth + 1)


def _trimmed(value: Json, text: int, items: int) -> Json:
    if isinstance(value, str):
        return value if len(value) <= text else value[: text - 1] + "…"
    if isinstance(value, list):
        return [_trimmed(item, text, items) for item in value[:items]]
    if isinstance(value, dict):
        return {name: _trimmed(item, text, items) for name, item in list(value.items())[:items]}
    return value
