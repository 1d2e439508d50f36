"""Schemas of the model as JSON Schema 2020-12."""

from collections.abc import Mapping
from operator import attrgetter

import msgspec

from gatepost.model.schema import Json, Schema, SchemaLike, SchemaRef
from gatepost.model.source import escape
from gatepost.render.prose import sentence

_PLAIN = {
    "minimum": "minimum",
    "maximum": "maximum",
    "exclusive_minimum": "exclusiveMinimum",
    "exclusive_maximum": "exclusiveMaximum",
    "multiple_of": "multipleOf",
    "min_length": "minLength",
    "max_length": "maxLength",
    "pattern": "pattern",
    "min_items": "minItems",
    "max_items": "maxItems",
    "unique_items": "uniqueItems",
    "min_properties": "minProperties",
    "max_properties": "maxProperties",
    "content_media_type": "contentMediaType",
    "content_encoding": "contentEncoding",
    "read_only": "readOnly",
    "write_only": "writeOnly",
    "deprecated": "deprecated",
}
ONE = {
    "property_names": "propertyNames",
    "items": "items",
    "contains": "contains",
    "not_": "not",
    "if_": "if",
    "then": "then",
    "else_": "else",
}
MANY = {"prefix_items": "prefixItems", "all_of": "allOf", "any_of": "anyOf", "one_of": "oneOf"}
_CHECKED = {field: keyword for field, keyword in _PLAIN.items() if field not in ("read_only", "deprecated")}
_plain, _checked, _parts = attrgetter(*_PLAIN), attrgetter(*_CHECKED), attrgetter(*ONE, *MANY)
_NO_PLAIN, _NONE_CHECKED, _NO_PARTS = _plain(Schema()), _checked(Schema()), _parts(Schema())
"""What most schemas have of these, so it pays to know early."""


def json_schema(schema: SchemaLike, *, bare: bool = False) -> Json:
    """Return a schema as plain JSON Schema 2020-12; references are `#/$defs/KEY`.

    `bare` leaves out what has no bearing on whether a value fits.
    """
    if isinstance(schema, SchemaRef):
        reference = {"$ref": f"#/$defs/{escape(schema.name)}"}
        return reference if schema.beside is None else {**reference, **_object(schema.beside, bare)}
    if schema.boolean is not None:
        return schema.boolean
    return _object(schema, bare)


def _object(schema: Schema, bare: bool) -> dict[str, Json]:
    written: dict[str, Json] = {}
    if schema.types:
        written["type"] = schema.types[0] if len(schema.types) == 1 else list(schema.types)
    if not bare and schema.title:
        written["title"] = schema.title
    if schema.format:
        written["format"] = schema.format
    if bare and _checked(schema) != _NONE_CHECKED:
        _write_plain(schema, written, _CHECKED)
    if not bare:
        if _plain(schema) != _NO_PLAIN:
            _write_plain(schema, written, _PLAIN)
        _write_prose(schema, written)
    _write_values(schema, written)
    _write_properties(schema, written, bare)
    if _parts(schema) != _NO_PARTS:
        _write_parts(schema, written, bare)
    return written


def _write_plain(schema: Schema, written: dict[str, Json], keywords: Mapping[str, str]) -> None:
    for field, keyword in keywords.items():
        given = getattr(schema, field)
        if given is not None and given is not False and given != "":
            written[keyword] = given


def _write_prose(schema: Schema, written: dict[str, Json]) -> None:
    if schema.description:
        written["description"] = sentence(schema.description)
    if schema.default is not msgspec.UNSET:
        written["default"] = schema.default
    if schema.examples:
        written["examples"] = list(schema.examples[:1])
    if schema.xml:
        written["xml"] = dict(schema.xml)


def _write_parts(schema: Schema, written: dict[str, Json], bare: bool) -> None:
    for field, keyword in ONE.items():
        if (inner := getattr(schema, field)) is not None:
            written[keyword] = json_schema(inner, bare=bare)
    for field, keyword in MANY.items():
        if parts := getattr(schema, field):
            written[keyword] = [json_schema(part, bare=bare) for part in parts]


def _write_values(schema: Schema, written: dict[str, Json]) -> None:
    if schema.const is not msgspec.UNSET:
        written["const"] = schema.const
    if schema.enum:
        written["enum"] = [item.value for item in schema.enum]


def _write_properties(schema: Schema, written: dict[str, Json], bare: bool) -> None:
    if schema.properties:
        written["properties"] = {one.name: json_schema(one.schema, bare=bare) for one in schema.properties}
    required = [one.name for one in schema.properties if one.required] + list(schema.required)
    if required:
        written["required"] = required
    if schema.pattern_properties:
        written["patternProperties"] = {
            pattern: json_schema(inner, bare=bare) for pattern, inner in schema.pattern_properties
        }
    rest = schema.additional_properties
    if rest is not None and rest is not True:
        written["additionalProperties"] = False if rest is False else json_schema(rest, bare=bare)
    if schema.discriminator is not None and not bare:
        mapping = {tag: f"#/$defs/{escape(key)}" for tag, key in schema.discriminator.mapping}
        written["discriminator"] = {"propertyName": schema.discriminator.property_name, "mapping": mapping}
