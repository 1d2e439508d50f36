"""A schema as callers meet it: `allOf` merged, wrappers opened, null told apart from the types."""

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

import msgspec

from gatepost.model.schema import EnumValue, Json, NamedSchema, Property, Schema, SchemaLike, SchemaRef

UNSET = msgspec.UNSET
DEEPEST = 40
"""Levels of wrappers and `allOf` that are followed; a description that nests deeper says nothing to anybody."""
PLAIN = (
    "types",
    "format",
    "default",
    "const",
    "enum",
    "minimum",
    "maximum",
    "exclusive_minimum",
    "exclusive_maximum",
    "multiple_of",
    "min_length",
    "max_length",
    "pattern",
    "min_items",
    "max_items",
    "unique_items",
    "min_properties",
    "max_properties",
    "content_encoding",
    "content_media_type",
    "read_only",
    "write_only",
    "deprecated",
    "boolean",
    "title",
    "description",
)
_APART = ("types", "enum", "read_only", "write_only", "deprecated", "title", "description", "format", "default")
_LAST = tuple(name for name in PLAIN if name not in _APART)
_LAST_OF = attrgetter(*_LAST)
_BARE = Schema()
_NO_LAST = _LAST_OF(_BARE)
_BOUNDS_OF = attrgetter(*(name for name in _LAST if name != "const"))
_NO_BOUNDS = _BOUNDS_OF(_BARE)
_STRUCTURE = attrgetter(
    "properties", "required", "pattern_properties", "additional_properties", "items", "prefix_items", "all_of",
    "any_of", "one_of", "not_", "discriminator",
)  # fmt: skip
_NO_STRUCTURE = _STRUCTURE(_BARE)
LEAF = attrgetter(*(name for name in PLAIN if name not in ("title", "description")))
LEAF_WITH_WORDS = attrgetter(*(name for name in PLAIN if name != "title"))
"""What two schemas without structure can differ in."""


class Shape(msgspec.Struct, kw_only=True, gc=False):
    """What a schema allows; `types` are without null, empty for any; `properties` are name, schema, required."""

    types: frozenset[str] = frozenset()
    nullable: bool = False
    format: str = ""
    default: Json = UNSET
    const: Json = UNSET
    enum: tuple[Json, ...] = ()
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
    content_encoding: str = ""
    content_media_type: str = ""
    read_only: bool = False
    write_only: bool = False
    deprecated: bool = False
    boolean: bool | None = None
    title: str = ""
    description: str = ""
    properties: dict[str, Property] = {}
    required: frozenset[str] = frozenset()
    patterns: dict[str, SchemaLike] = {}
    additional: SchemaLike | bool | None = None
    items: SchemaLike | None = None
    prefix_items: tuple[SchemaLike, ...] = ()
    variants: tuple[SchemaLike, ...] = ()
    told_by: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nothing at all is said of the value."""
        return not (
            self.types
            or self.properties
            or self.variants
            or self.enum
            or self.items is not None
            or self.const is not UNSET
            or self.boolean is False
            or self.additional is not None
        )


class Opened(NamedTuple):
    """A schema without its wrappers: a reference where it is one, with what stands beside it."""

    schema: SchemaLike
    nullable: bool
    beside: Schema | None


class Shapes:
    """Shapes of the schemas of one version."""

    def __init__(self, schemas: Mapping[str, NamedSchema]) -> None:
        self.schemas = schemas
        self._named: dict[str, Shape] = {}

    def opened(self, schema: SchemaLike) -> Opened:
        """Return what a schema wraps: `allOf` with one part, `anyOf` of one and null."""
        nullable, beside = False, None
        for _ in range(DEEPEST):
            if isinstance(schema, SchemaRef):
                beside = schema.beside or beside
                return Opened(schema, nullable, beside)
            inner = _wrapped(schema)
            if inner is None:
                return Opened(schema, nullable, beside)
            nullable = nullable or any(map(is_null, (*schema.any_of, *schema.one_of))) or "null" in schema.types
            beside = schema
            schema = inner
        return Opened(_BARE, nullable, beside)

    def named(self, key: str) -> Shape:
        """Return the shape of a named schema; an open one where there is none."""
        made = self._named.get(key)
        if made is None:
            found = self.schemas.get(key)
            made = self._named[key] = self.of(found.schema) if found else Shape()
        return made

    def of(self, schema: SchemaLike) -> Shape:
        """Return the shape of a schema, references followed."""
        shape = Shape(properties={}, patterns={})
        self._merge(shape, schema, 0, set())
        return shape

    def _merge(self, shape: Shape, schema: SchemaLike, depth: int, seen: set[str]) -> None:
        if depth > DEEPEST:
            return
        if isinstance(schema, SchemaRef):
            found = self.schemas.get(schema.name)
            if found is not None and schema.name not in seen:
                self._merge(shape, found.schema, depth + 1, seen | {schema.name})
            if schema.beside is not None:
                self._merge(shape, schema.beside, depth + 1, seen)
            return
        inner = _wrapped(schema)
        if inner is not None:
            self._merge(shape, inner, depth + 1, seen)
            shape.nullable |= any(map(is_null, (*schema.any_of, *schema.one_of)))
        else:
            for part in schema.all_of:
                self._merge(shape, part, depth + 1, seen)
        _add(shape, schema)
        if inner is None:
            variants = (*schema.one_of, *schema.any_of)
            shape.nullable |= any(map(is_null, variants))
            real = [one for one in variants if not is_null(one)]
            if listed := _listed(real):
                _add(shape, Schema(types=getattr(real[0], "types", ()), enum=tuple(EnumValue(value=v) for v in listed)))
            else:
                shape.variants += tuple(real)


def is_leaf(schema: SchemaLike) -> bool:
    """Whether a schema has neither properties nor items nor variants, and refers to nothing."""
    return type(schema) is Schema and _STRUCTURE(schema) == _NO_STRUCTURE


def is_null(schema: SchemaLike) -> bool:
    """Whether a schema allows null and nothing else."""
    return isinstance(schema, Schema) and (
        schema.types == ("null",) or (schema.const is None) or [e.value for e in schema.enum] == [None]
    )


def _listed(variants: Sequence[SchemaLike]) -> list[Json]:
    """Return the values of forms that do nothing but list some, as one list; empty where one does more.

    All must be of one type, or of none: of others callers are told what they are.
    """
    found: list[Json] = []
    for one in variants:
        if not isinstance(one, Schema) or not is_leaf(one) or _BOUNDS_OF(one) != _NO_BOUNDS:
            return []
        own = [one.const] if one.const is not UNSET else [listed.value for listed in one.enum]
        if not own or one.types != variants[0].types:  # type: ignore[union-attr]  # the first was looked at before
            return []
        found += [value for value in own if value not in found]
    return found


def _wrapped(schema: Schema) -> SchemaLike | None:
    """Return the one schema that a wrapper holds, whatever is said beside it that does not add structure."""
    if not (schema.all_of or schema.any_of or schema.one_of) or schema.properties or schema.pattern_properties:
        return None
    if schema.additional_properties is not None or schema.items is not None or schema.enum:
        return None
    real = [one for one in (*schema.all_of, *schema.any_of, *schema.one_of) if not is_null(one)]
    return real[0] if len(real) == 1 else None


def _add(shape: Shape, schema: Schema) -> None:
    """Let a schema have its say over those that it extends."""
    if schema.types:
        shape.types = frozenset(schema.types) - {"null"}
        shape.nullable = "null" in schema.types
    shape.format = schema.format or shape.format
    shape.description = schema.description or shape.description
    if schema.default is not UNSET:
        shape.default = schema.default
    if (last := _LAST_OF(schema)) != _NO_LAST:
        for name, given, absent in zip(_LAST, last, _NO_LAST, strict=True):
            if given != absent:
                setattr(shape, name, given)
    if schema.enum:
        listed = [one.value for one in schema.enum]
        shape.nullable |= None in listed and not shape.types
        shape.enum = tuple(one for one in listed if one is not None)
    shape.title = schema.title or shape.title
    shape.read_only |= schema.read_only
    shape.write_only |= schema.write_only
    shape.deprecated |= schema.deprecated
    if _STRUCTURE(schema) == _NO_STRUCTURE:
        return
    required = {*schema.required, *shape.required}
    for one in schema.properties:
        wanted = one.required or one.name in required
        before = shape.properties.get(one.name)
        shape.properties[one.name] = Property(
            name=one.name, schema=one.schema, required=wanted or bool(before and before.required)
        )
    for name in schema.required:
        if (known := shape.properties.get(name)) and not known.required:
            shape.properties[name] = Property(name=name, schema=known.schema, required=True)
    shape.required = frozenset(required)
    shape.patterns |= dict(schema.pattern_properties)
    if schema.additional_properties is not None:
        shape.additional = schema.additional_properties
    if schema.items is not None:
        shape.items = schema.items
    shape.prefix_items = schema.prefix_items or shape.prefix_items
    if schema.discriminator:
        shape.told_by = schema.discriminator.property_name


def names(properties: Iterable[Property]) -> frozenset[str]:
    """Return the names of properties."""
    return frozenset(one.name for one in properties)
