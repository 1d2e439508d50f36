"""Requests and replies that have in them what changed: examples leave most of what is optional out."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from gatepost.model.gateway import Gateway
from gatepost.model.media_type import Example, MediaType
from gatepost.model.operation import Operation
from gatepost.model.parameter import Parameter
from gatepost.model.schema import Json, Property, Schema, SchemaLike
from gatepost.render.samples.parameters import value_of
from gatepost.render.samples.shorten import essential, resolve

_DEPTH = 12


class Focus(NamedTuple):
    """A part of a request: `place` is `query`, `header`, …, `body`, or `input` of a tool; `part` leads to it by dots.

    `value` is what it shall hold, UNSET for what an example has; with `absent` it is left out where that is allowed.
    """

    place: str
    part: str
    value: Json = msgspec.UNSET
    absent: bool = False


def focused(operation: Operation, gateway: Gateway, focus: Focus) -> Operation:
    """Return an operation whose samples have a part in them, or leave it out; as it was where it has no such part."""
    if focus.place == "body":
        return _with_body(operation, gateway, focus)
    parameters = tuple(
        _parameter(one, gateway, focus) if _is_meant(one, focus) else one
        for one in operation.parameters
        if not (focus.absent and _is_meant(one, focus) and not one.required)
    )
    return msgspec.structs.replace(operation, parameters=parameters)


def placed(value: Json, focus: Focus, schema: SchemaLike | None, gateway: Gateway) -> Json:
    """Return a value with a part in it, or without it; as it was where the schema has no such part."""
    steps = focus.part.split(".")
    return _without(value, steps, schema, gateway) if focus.absent else _put(value, steps, schema, gateway, focus.value)


def made(name: str, schema: SchemaLike | None, gateway: Gateway, depth: int = 0) -> Json:
    """Return a value for a property called `name`: what its schema offers, else the least that it permits."""
    found = resolve(schema, gateway)
    if found is None or depth > _DEPTH:
        return {}
    kind = next((one for one in found.types if one != "null"), "")
    offered = found.default is not msgspec.UNSET or found.const is not msgspec.UNSET or found.examples or found.enum
    if not offered and (kind == "object" or found.properties):
        needed = (one for one in found.properties if one.required)
        return {one.name: made(one.name, one.schema, gateway, depth + 1) for one in needed}
    if not offered and kind == "array":
        return [made(name, found.items, gateway, depth + 1)]
    if not offered and kind == "boolean":
        return True
    forms = (*found.all_of, *found.any_of, *found.one_of)
    if not offered and not kind and forms:
        return made(name, forms[0], gateway, depth + 1)
    value = value_of(Parameter(name=name, location="query", schema=found), gateway)
    return max(value, found.minimum) if isinstance(value, int) and found.minimum is not None else value


def _is_meant(parameter: Parameter, focus: Focus) -> bool:
    return parameter.location == focus.place and f"{focus.part}.".startswith(f"{parameter.name}.")


def _parameter(parameter: Parameter, gateway: Gateway, focus: Focus) -> Parameter:
    whole = focus.part == parameter.name and focus.value is not msgspec.UNSET
    value = focus.value if whole else value_of(parameter, gateway)
    return msgspec.structs.replace(parameter, required=True, examples=(Example(value=value),))


def _with_body(operation: Operation, gateway: Gateway, focus: Focus) -> Operation:
    body = operation.request_body
    if body is None or not focus.part:
        return operation
    content = tuple(_media_type(one, gateway, focus) for one in body.content)
    return msgspec.structs.replace(operation, request_body=msgspec.structs.replace(body, content=content))


def _media_type(media: MediaType, gateway: Gateway, focus: Focus) -> MediaType:
    value = example_of(media, gateway)
    if value is msgspec.UNSET:
        return media
    return msgspec.structs.replace(
        media, examples=(Example(value=placed(value, focus, media.schema, gateway)), *media.examples[1:])
    )


def example_of(media: MediaType, gateway: Gateway) -> Json:
    """Return the first example of a body, what is not required left out of one that was made; UNSET for none."""
    example = next((one for one in media.examples if one.value is not msgspec.UNSET), None)
    if example is None:
        return msgspec.UNSET
    return essential(example.value, media.schema, gateway) if example.generated else example.value


def _put(value: Json, steps: Sequence[str], schema: SchemaLike | None, gateway: Gateway, given: Json) -> Json:
    if isinstance(value, list):
        found = resolve(schema, gateway)
        items = found.items if found else None
        return [_put(value[0] if value else {}, steps, items, gateway, given), *value[1:]]
    found_property = property_of(schema, steps[0], gateway)
    if not isinstance(value, dict) or found_property is None:
        return value
    name, *rest = steps
    held = value[name] if name in value else made(name, found_property.schema, gateway)
    if rest:
        return {**value, name: _put(held, rest, found_property.schema, gateway, given)}
    return {**value, name: held if given is msgspec.UNSET else given}


def _without(value: Json, steps: Sequence[str], schema: SchemaLike | None, gateway: Gateway) -> Json:
    found = resolve(schema, gateway)
    if isinstance(value, list):
        return [_without(one, steps, found.items if found else None, gateway) for one in value]
    if not isinstance(value, dict) or steps[0] not in value:
        return value
    name, *rest = steps
    known = property_of(schema, name, gateway)
    if rest:
        return {**value, name: _without(value[name], rest, known.schema if known else None, gateway)}
    is_needed = known is not None and known.required
    return value if is_needed else {one: item for one, item in value.items() if one != name}


def property_of(schema: SchemaLike | None, name: str, gateway: Gateway) -> Property | None:
    """Return the property of a schema, or of one that it is put together from."""
    return next((one for one in _properties(resolve(schema, gateway), gateway, 0) if one.name == name), None)


def _properties(schema: Schema | None, gateway: Gateway, depth: int) -> Iterator[Property]:
    if schema is not None and depth < _DEPTH:
        yield from schema.properties
        for part in (*schema.all_of, *schema.any_of, *schema.one_of):
            yield from _properties(resolve(part, gateway), gateway, depth + 1)
