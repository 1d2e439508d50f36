"""JSON Schema as the reference shows it: every dialect in the terms of 2020-12."""

from collections.abc import Mapping
from typing import Any, Union

import msgspec

from gatepost.model.source import NOWHERE, SourceLocation

Json = Any
"""A JSON value as Python has it: None, bool, int, float, str, list, dict. Never changed once in the model."""

SchemaLike = Union["Schema", "SchemaRef"]


class SchemaRef(msgspec.Struct, frozen=True, kw_only=True):
    """A `$ref` to a named schema: the graph refers by name, so it stays acyclic.

    `name` is a key of `Gateway.schemas`. `beside` holds the keywords that stand beside the `$ref`
    (allowed since OpenAPI 3.1), such as a description for this use only.
    """

    name: str
    beside: "Schema | None" = None
    source: SourceLocation = NOWHERE


class Property(msgspec.Struct, frozen=True, kw_only=True):
    """One property of an object schema, with whether the object requires it."""

    name: str
    schema: SchemaLike
    required: bool = False


class Discriminator(msgspec.Struct, frozen=True, kw_only=True):
    """Which property tells variants apart, and which value stands for which schema name."""

    property_name: str
    mapping: tuple[tuple[str, str], ...] = ()


class EnumValue(msgspec.Struct, frozen=True, kw_only=True):
    """A permitted value, with the name and description given by `x-enum-varnames` and `x-enum-descriptions`."""

    value: Json
    name: str = ""
    description: str = ""


class Schema(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A JSON Schema (2020-12 terms; OpenAPI 3.0 and Swagger 2.0 are brought into them).

    OpenAPI 3.0's `nullable` becomes `"null"` among `types`, boolean `exclusiveMinimum` becomes the bound
    itself, `example` joins `examples`. A boolean schema has `boolean` set and nothing else.
    Absent keywords are None, an empty tuple, or `msgspec.UNSET` where null is a legal value.
    """

    types: tuple[str, ...] = ()
    title: str = ""
    description: str = ""
    format: str = ""
    default: Json = msgspec.UNSET
    const: Json = msgspec.UNSET
    enum: tuple[EnumValue, ...] = ()
    examples: tuple[Json, ...] = ()
    properties: tuple[Property, ...] = ()
    required: tuple[str, ...] = ()
    """Names that are required but not among `properties`."""
    pattern_properties: tuple[tuple[str, SchemaLike], ...] = ()
    additional_properties: SchemaLike | bool | None = None
    property_names: SchemaLike | None = None
    items: SchemaLike | None = None
    prefix_items: tuple[SchemaLike, ...] = ()
    contains: SchemaLike | None = None
    all_of: tuple[SchemaLike, ...] = ()
    any_of: tuple[SchemaLike, ...] = ()
    one_of: tuple[SchemaLike, ...] = ()
    not_: SchemaLike | None = None
    if_: SchemaLike | None = None
    then: SchemaLike | None = None
    else_: SchemaLike | None = None
    discriminator: Discriminator | None = None
    minimum: float | int | None = None
    maximum: float | int | None = None
    exclusive_minimum: float | int | None = None
    exclusive_maximum: float | int | None = None
    multiple_of: float | int | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str = ""
    min_items: int | None = None
    max_items: int | None = None
    unique_items: bool = False
    min_properties: int | None = None
    max_properties: int | None = None
    content_media_type: str = ""
    content_encoding: str = ""
    read_only: bool = False
    write_only: bool = False
    deprecated: bool = False
    boolean: bool | None = None
    xml: Mapping[str, Json] | None = None
    external_docs_url: str = ""
    extensions: Mapping[str, Json] | None = None
    source: SourceLocation = NOWHERE


class NamedSchema(msgspec.Struct, frozen=True, kw_only=True):
    """A schema with a page of its own.

    `key` is the key in `Gateway.schemas` (`name`, or `id:name` where its description has an id);
    `name` is what readers see; `scope` is the id of its description.
    """

    key: str
    name: str
    schema: SchemaLike
    scope: str = ""
    source: SourceLocation = NOWHERE
