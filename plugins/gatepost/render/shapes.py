"""Schemas as a reader sees them: `allOf` merged, null folded in, variants named."""

from collections.abc import Mapping
from operator import attrgetter

import msgspec

from gatepost.model.schema import EnumValue, Json, NamedSchema, Schema, SchemaLike, SchemaRef
from gatepost.render.words import Words, constraints, flat, is_null, plain_type, type_words, value

_DEEPEST = 24
"""References followed in a row, and `allOf` merged, before we take it for a circle."""

UNSET = msgspec.UNSET


class Row(msgspec.Struct, frozen=True, gc=False):
    """One line of a schema tree. `kind` is `property`, `pattern` (of names), `rest` (any other name) or `item`."""

    name: str
    schema: SchemaLike
    required: bool = False
    kind: str = "property"


class PropertySet(msgspec.Struct, frozen=True, gc=False):
    """Rows that come from one place: the schema itself, or the part of `allOf` with the key `origin`."""

    rows: tuple[Row, ...]
    origin: str = ""


class Variant(msgspec.Struct, frozen=True, gc=False):
    """One alternative; `tag` is the value of the discriminator that stands for it."""

    label: str
    schema: SchemaLike
    tag: str = ""


class VariantSet(msgspec.Struct, frozen=True, gc=False):
    """Alternatives: exactly one of them, or any. `told_by` names the property that tells them apart."""

    variants: tuple[Variant, ...]
    exactly_one: bool = True
    told_by: str = ""


class Shape(msgspec.Struct, frozen=True, gc=False):
    """One level of a schema. `repeated` says that the rows are those of an array's items, a map's values."""

    type: Words
    description: str = ""
    notes: tuple[Words, ...] = ()
    flags: tuple[str, ...] = ()
    default: Json = UNSET
    const: Json = UNSET
    enum: tuple[EnumValue, ...] = ()
    examples: tuple[Json, ...] = ()
    sets: tuple[PropertySet, ...] = ()
    variants: tuple[VariantSet, ...] = ()
    external_docs_url: str = ""

    @property
    def rows(self) -> int:
        """How many rows this level has of its own."""
        return sum(len(one.rows) for one in self.sets)

    @property
    def is_leaf(self) -> bool:
        """Whether there is nothing below."""
        return not self.sets and not self.variants


_NOTHING = Shape(type=())


class Shapes:
    """Shapes of the schemas of one gateway, each made once."""

    def __init__(self, schemas: Mapping[str, NamedSchema]) -> None:
        self.schemas = schemas
        self._made: dict[int, tuple[SchemaLike, Shape]] = {}
        self._contents: dict[int, tuple[SchemaLike, SchemaLike]] = {}
        self._leaves: dict[int, bool] = {}
        self._joined: dict[int, tuple[SchemaRef, Schema]] = {}
        self._named: dict[str, Shape] = {}

    def of(self, schema: SchemaLike) -> Shape:
        """Return the shape of a schema where it is used: of a reference, what a line about it says."""
        made = self._made.get(id(schema))
        if made is None:
            shape = self._use(schema) if isinstance(schema, SchemaRef) else self._make(schema)
            # The schema is kept with its shape, or another one could be given its identity.
            made = self._made[id(schema)] = (schema, shape)
        return made[1]

    def named(self, key: str) -> Shape | None:
        """Return the shape of a named schema, behind any references in a row; None where they lead nowhere."""
        made = self._named.get(key)
        if made is None:
            schema = self.resolved(SchemaRef(name=key))
            if schema is None:
                return None
            made = self._named[key] = self.of(schema)
        return made

    def resolved(self, schema: SchemaLike) -> Schema | None:
        """Follow references to the schema itself; None where they lead nowhere or in a circle."""
        for _ in range(_DEEPEST):
            if not isinstance(schema, SchemaRef):
                return schema
            named = self.schemas.get(schema.name)
            if named is None:
                return None
            schema = named.schema
        return None

    def content(self, schema: SchemaLike) -> SchemaLike:
        """Return what repeats in arrays and maps, however deeply nested: the schema whose rows stand below.

        A wrapper that only adds words or null to one schema gives that schema.
        """
        made = self._contents.get(id(schema))
        if made is None:
            made = self._contents[id(schema)] = (schema, self._content(schema))
        return made[1]

    def is_leaf(self, schema: SchemaLike) -> bool:
        """Whether no rows stand below a schema."""
        known = self._leaves.get(id(schema))
        if known is None:
            inner = self.content(schema)
            target = self.named(inner.name) if isinstance(inner, SchemaRef) else self.of(inner)
            known = self._leaves[id(schema)] = target is None or target.is_leaf
        return known

    def _content(self, schema: SchemaLike) -> SchemaLike:
        for _ in range(_DEEPEST):
            if isinstance(schema, SchemaRef):
                return self._extended(schema)
            inner = _repeated(schema) or _wrapped(schema)
            if inner is None:
                return schema
            schema = inner
        return schema

    def _extended(self, reference: SchemaRef) -> SchemaLike:
        """Return a reference, or where properties stand beside it, the schema that has both."""
        beside = reference.beside
        if beside is None or not (beside.properties or beside.one_of or beside.any_of or beside.all_of):
            return reference
        made = self._joined.get(id(reference))
        if made is None:
            both = Schema(all_of=(SchemaRef(name=reference.name), beside), types=("object",))
            made = self._joined[id(reference)] = (reference, both)
        return made[1]

    def _use(self, reference: SchemaRef) -> Shape:
        words = type_words(reference, self.schemas)
        target = self.named(reference.name)
        if target is None:
            return Shape(type=words)
        if reference.beside is None and target.is_leaf:
            return msgspec.structs.replace(target, type=words)
        beside = self.of(reference.beside) if reference.beside is not None else _NOTHING
        own = target if target.is_leaf else _NOTHING
        return Shape(
            type=words,
            description=beside.description or target.description,
            notes=(*beside.notes, *own.notes),
            flags=tuple(dict.fromkeys((*beside.flags, *target.flags))),
            default=own.default if beside.default is UNSET else beside.default,
            const=own.const if beside.const is UNSET else beside.const,
            enum=beside.enum or own.enum,
            examples=beside.examples or own.examples,
        )

    def _make(self, schema: Schema) -> Shape:
        if _is_bare(schema):
            self._contents[id(schema)] = (schema, schema)
            self._leaves[id(schema)] = True
            return Shape(
                type=plain_type(schema.types, schema.format) if schema.types else type_words(schema, self.schemas),
                description=schema.description,
                default=schema.default,
                enum=schema.enum,
                examples=schema.examples,
            )
        sets: list[PropertySet] = []
        variants: list[VariantSet] = []
        notes: list[Words] = []
        parts = self._parts(schema)
        for origin, part in parts:
            if rows := _rows(part):
                sets.append(PropertySet(rows, origin))
            variants.extend(self._variants(part))
            notes.extend(note for note in constraints(part, self.schemas) if note not in notes)
        return Shape(
            type=type_words(schema, self.schemas),
            description=schema.description or next((p.description for _, p in parts if p.description), ""),
            notes=tuple(notes),
            flags=_flags(schema),
            default=_first(parts, "default"),
            const=_first(parts, "const"),
            enum=next((p.enum for _, p in parts if p.enum), ()),
            examples=next((p.examples for _, p in parts if p.examples), ()),
            sets=_without_overridden(sets),
            variants=tuple(variants),
            external_docs_url=schema.external_docs_url,
        )

    def _parts(self, schema: Schema) -> list[tuple[str, Schema]]:
        """Return the schemas that hold at once, each with the key it is referenced by."""
        parts: list[tuple[str, Schema]] = []
        seen: set[int] = set()

        def add(origin: str, part: SchemaLike, depth: int) -> None:
            if isinstance(part, SchemaRef):
                if part.beside is not None:
                    add(origin, part.beside, depth)
                origin = part.name
            found = self.resolved(part)
            if found is None or id(found) in seen or depth > _DEEPEST:
                return
            seen.add(id(found))
            for inner in found.all_of:
                add(origin, inner, depth + 1)
            parts.append((origin, found))

        add("", schema, 0)
        return parts

    def _variants(self, schema: Schema) -> list[VariantSet]:
        sets = []
        for alternatives, exactly_one in ((schema.one_of, True), (schema.any_of, False)):
            real = [item for item in alternatives if not is_null(item)]
            if not real or self._said_by_type(real) or (len(real) == 1 and _wrapped(schema)):
                continue
            told_by = schema.discriminator.property_name if schema.discriminator else ""
            tags = {key: tag for tag, key in schema.discriminator.mapping} if schema.discriminator else {}
            named = tuple(self._variant(item, index, told_by, tags) for index, item in enumerate(real, 1))
            sets.append(VariantSet(_distinct(named), exactly_one, told_by))
        return sets

    def _said_by_type(self, alternatives: list[SchemaLike]) -> bool:
        """Whether the type in words says all there is: scalars and lists of them, with nothing else to know."""
        if any(isinstance(item, SchemaRef) for item in alternatives):
            return False
        shapes = [self.of(item) for item in alternatives]
        plain = all(s.is_leaf and not (s.description or s.enum or s.notes or s.flags) for s in shapes)
        return plain and all(s.const is UNSET for s in shapes)

    def _variant(self, schema: SchemaLike, index: int, told_by: str, tags: Mapping[str, str]) -> Variant:
        found = self.resolved(schema)
        # What the schema insists on outweighs a mapping, which may only repeat the schema's name.
        tag = self._constant(found, told_by) if told_by and found is not None else ""
        if not tag and isinstance(schema, SchemaRef):
            tag = tags.get(schema.name, "")
        if isinstance(schema, SchemaRef) and schema.name in self.schemas:
            return Variant(self.schemas[schema.name].name, schema, tag)
        if found is not None and found.title:
            return Variant(found.title, schema, tag)
        if found is not None and not found.properties:
            needed = " and ".join(found.required)
            words = flat(type_words(found, self.schemas)) if found.types or not needed else f"with {needed}"
            return Variant(words if words != "any" else f"Variant {index}", schema, tag)
        return Variant(f"Variant {index}", schema, tag)

    def _constant(self, schema: Schema, name: str) -> str:
        for one in schema.properties:
            found = self.resolved(one.schema) if one.name == name else None
            if found is not None and found.const is not UNSET:
                return value(found.const)
            if found is not None and len(found.enum) == 1:
                return value(found.enum[0].value)
        return ""


_LEAF = {"types", "title", "description", "format", "default", "enum", "examples", "source", "extensions", "xml"}
_BEYOND_LEAF = attrgetter(*(name for name in Schema.__struct_fields__ if name not in _LEAF))
_ABSENT = _BEYOND_LEAF(Schema())


def _is_bare(schema: Schema) -> bool:
    """Whether a schema has nothing but a type and words: most have, so it pays to know early."""
    return bool(_BEYOND_LEAF(schema) == _ABSENT)


def _repeated(schema: Schema) -> SchemaLike | None:
    if schema.items is not None and not schema.prefix_items and not schema.properties:
        return schema.items
    rest = schema.additional_properties
    if isinstance(rest, Schema | SchemaRef) and not schema.properties and not schema.pattern_properties:
        return rest
    return None


def _wrapped(schema: Schema) -> SchemaLike | None:
    """Return the one schema that a wrapper holds: `allOf` with one part, `anyOf` of it and null."""
    if schema.properties or schema.pattern_properties:
        return None
    real = [item for item in (*schema.all_of, *schema.one_of, *schema.any_of) if not is_null(item)]
    return real[0] if len(real) == 1 else None


def _rows(schema: Schema) -> tuple[Row, ...]:
    rows = [Row(p.name, p.schema, p.required) for p in schema.properties]
    rows += [Row(pattern, inner, kind="pattern") for pattern, inner in schema.pattern_properties]
    rest = schema.additional_properties
    if rows and isinstance(rest, Schema | SchemaRef):
        rows.append(Row("*", rest, kind="rest"))
    rows += [Row(str(index), inner, kind="item") for index, inner in enumerate(schema.prefix_items)]
    if schema.prefix_items and schema.items is not None:
        rows.append(Row("…", schema.items, kind="item"))
    return tuple(rows)


def _without_overridden(sets: list[PropertySet]) -> tuple[PropertySet, ...]:
    """Drop a row that a later set says again, as the schema itself does to what it extends."""
    if len(sets) < 2:
        return tuple(sets)
    kept: list[PropertySet] = []
    said: set[tuple[str, str]] = set()
    for one in reversed(sets):
        rows = tuple(row for row in one.rows if (row.kind, row.name) not in said)
        said.update((row.kind, row.name) for row in rows)
        if rows:
            kept.append(PropertySet(rows, one.origin))
    return tuple(reversed(kept))


def _flags(schema: Schema) -> tuple[str, ...]:
    flags = (("read-only", schema.read_only), ("write-only", schema.write_only), ("deprecated", schema.deprecated))
    return tuple(name for name, is_set in flags if is_set)


def _first(parts: list[tuple[str, Schema]], keyword: str) -> Json:
    return next((getattr(p, keyword) for _, p in reversed(parts) if getattr(p, keyword) is not UNSET), UNSET)


def _distinct(variants: tuple[Variant, ...]) -> tuple[Variant, ...]:
    labels: dict[str, int] = {}
    named = []
    for variant in variants:
        labels[variant.label] = count = labels.get(variant.label, 0) + 1
        named.append(variant if count == 1 else Variant(f"{variant.label} ({count})", variant.schema, variant.tag))
    return tuple(named)
