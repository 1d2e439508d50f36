"""Schemas in words: types and constraints as a reader would say them."""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache

import msgspec

from gatepost.model.schema import Json, NamedSchema, Schema, SchemaLike, SchemaRef

MOST_LISTED = 4
"""Alternatives named in a type; above this they are counted."""


class Link(msgspec.Struct, frozen=True):
    """A word that leads to a schema's page; `key` is the key in `Gateway.schemas`."""

    key: str
    text: str


class Code(msgspec.Struct, frozen=True):
    """A word as it is written in a program."""

    text: str


_ENCODER = msgspec.json.Encoder()

Words = tuple[str | Link | Code, ...]
"""A phrase, to be joined without spaces."""


def value(given: Json) -> str:
    """Return a JSON value on one line; a string without its quotes where nothing is lost by it."""
    if isinstance(given, str) and given and given == given.strip() and given not in ("true", "false", "null"):
        return given if not given.replace(".", "").replace("-", "").isdigit() else f'"{given}"'
    try:
        return _ENCODER.encode(given).decode()
    except (OverflowError, TypeError, ValueError):
        return json.dumps(given, ensure_ascii=True)


def type_words(schema: SchemaLike, schemas: Mapping[str, NamedSchema]) -> Words:
    """Return the type of a schema: `array of Message`, `string (date-time) or null`."""
    if isinstance(schema, SchemaRef):
        return _reference_words(schema, schemas)
    if schema.boolean is not None:
        return ("anything",) if schema.boolean else ("nothing",)
    words = _own_words(schema, schemas)
    return words or ("any",)


@cache
def plain_type(types: tuple[str, ...], format_: str) -> Words:
    """Return the type of a schema that has these keywords and none besides that matter to it."""
    return joined([_plain(kind, format_) for kind in types if kind != "null"] + [("null",)] * ("null" in types), " or ")


def _plain(kind: str, format_: str) -> Words:
    return (f"{kind} ({format_})",) if format_ and kind not in ("boolean", "array", "object") else (kind,)


def _reference_words(schema: SchemaRef, schemas: Mapping[str, NamedSchema]) -> Words:
    named = schemas.get(schema.name)
    link: Words = (Link(schema.name, named.name if named else schema.name),)
    if schema.beside is not None and "null" in schema.beside.types:
        return (*link, " or null")
    return link


def _own_words(schema: Schema, schemas: Mapping[str, NamedSchema]) -> Words:
    variants = schema.one_of or schema.any_of
    if variants and not schema.properties:
        return _variant_words(schema, variants, schemas)
    if len(schema.all_of) == 1 and not schema.properties and not variants:
        inner = type_words(schema.all_of[0], schemas)
        return (*inner, " or null") if "null" in schema.types and " or null" not in inner else inner
    types = schema.types or _implied(schema)
    named = [_type(kind, schema, schemas) for kind in types if kind != "null"]
    if "null" in types:
        named.append(("null",))
    return joined(named, " or ")


def _implied(schema: Schema) -> tuple[str, ...]:
    """Return the types that keywords of a schema without `type` speak of."""
    if (
        schema.properties
        or schema.all_of
        or schema.pattern_properties
        or isinstance(schema.additional_properties, Schema)
    ):
        return ("object",)
    if schema.items is not None or schema.prefix_items:
        return ("array",)
    if schema.const is not msgspec.UNSET:
        return (_kind(schema.const),)
    return tuple(dict.fromkeys(_kind(item.value) for item in schema.enum))


def _kind(given: Json) -> str:
    names = {bool: "boolean", int: "integer", float: "number", str: "string", list: "array", dict: "object"}
    return names.get(type(given), "null")


def _type(kind: str, schema: Schema, schemas: Mapping[str, NamedSchema]) -> Words:
    if kind == "array":
        if schema.prefix_items:
            return (f"tuple of {len(schema.prefix_items)}",)
        if schema.items is None:
            return ("array",)
        inner = type_words(schema.items, schemas)
        return ("array of ", *(("(", *inner, ")") if " or " in inner or " or null" in inner else inner))
    if kind == "object":
        rest = schema.additional_properties
        if not schema.properties and rest is not None and not isinstance(rest, bool):
            return ("map of string to ", *type_words(rest, schemas))
        return ("object",)
    return _plain(kind, schema.format)


def _variant_words(schema: Schema, variants: tuple[SchemaLike, ...], schemas: Mapping[str, NamedSchema]) -> Words:
    named = list(dict.fromkeys(type_words(variant, schemas) for variant in variants if not is_null(variant)))
    nullable = len(named) < len(variants) and any(is_null(variant) for variant in variants)
    if len(named) > MOST_LISTED:
        named = [(f"one of {len(named)} variants" if schema.one_of else f"any of {len(named)} variants",)]
    if nullable or "null" in schema.types:
        named.append(("null",))
    return joined(named, " or ")


def is_null(schema: SchemaLike) -> bool:
    """Whether the schema permits null and nothing else."""
    return isinstance(schema, Schema) and schema.types == ("null",)


def joined(phrases: list[Words], between: str) -> Words:
    """Join phrases to one."""
    words: list[str | Link | Code] = []
    for phrase in phrases:
        if words:
            words.append(between)
        words.extend(phrase)
    return tuple(words)


@lru_cache(maxsize=1 << 14)
def flat(words: Words) -> str:
    """Return a phrase as text."""
    return "".join(word if isinstance(word, str) else word.text for word in words)


def constraints(schema: Schema, schemas: Mapping[str, NamedSchema]) -> Iterator[Words]:
    """Yield each constraint of a schema in words, such as `1 to 100 characters`."""
    yield from _ranges(schema)
    if schema.multiple_of is not None:
        yield (f"multiple of {_number(schema.multiple_of)}",)
    if schema.pattern:
        yield ("matches ", Code(schema.pattern))
    if schema.unique_items:
        yield ("no two items alike",)
    if schema.content_encoding or schema.content_media_type:
        yield (" of ".join(filter(None, (schema.content_encoding, schema.content_media_type))),)
    if schema.additional_properties is False and schema.properties:
        yield ("no other properties",)
    yield from _conditions(schema, schemas)


def _ranges(schema: Schema) -> Iterator[Words]:
    for least, most, unit in (
        (schema.min_length, schema.max_length, "character"),
        (schema.min_items, schema.max_items, "item"),
        (schema.min_properties, schema.max_properties, "property"),
    ):
        if least or most is not None:
            yield (_range(least or None, most, unit),)
    bounds = (schema.minimum, schema.exclusive_minimum, schema.maximum, schema.exclusive_maximum)
    if bounds == (None, None, None, None):
        return
    if schema.minimum is not None and schema.maximum is not None:
        yield (f"{_number(schema.minimum)} to {_number(schema.maximum)}",)
        return
    phrases = ("at least", "more than", "at most", "less than")
    yield (" and ".join(f"{p} {_number(b)}" for p, b in zip(phrases, bounds, strict=True) if b is not None),)


def _range(least: int | None, most: int | None, unit: str) -> str:
    def counted(count: int) -> str:
        return f"{count} {unit if count == 1 else plural(unit)}"

    if least is not None and most is not None:
        return counted(most) if least == most else f"{least} to {counted(most)}"
    return f"at least {counted(least)}" if least is not None else f"at most {counted(most or 0)}"


def plural(unit: str) -> str:
    """Return the plural of one of our own words."""
    return f"{unit[:-1]}ies" if unit.endswith("y") else f"{unit}s"


def _number(number: float) -> str:
    return str(int(number)) if float(number).is_integer() and abs(number) < 1e15 else repr(number)


def _conditions(schema: Schema, schemas: Mapping[str, NamedSchema]) -> Iterator[Words]:
    def said(part: SchemaLike) -> Words:
        return condition(part, schemas)

    if schema.required:
        yield ("requires ", *joined([(Code(name),) for name in schema.required], ", "))
    if schema.property_names is not None:
        yield ("names: ", *said(schema.property_names))
    if schema.contains is not None:
        yield ("at least one item: ", *said(schema.contains))
    if schema.not_ is not None:
        yield ("must not be: ", *said(schema.not_))
    if schema.if_ is not None and (schema.then is not None or schema.else_ is not None):
        then: Words = (", then ", *said(schema.then)) if schema.then is not None else ()
        other: Words = (", otherwise ", *said(schema.else_)) if schema.else_ is not None else ()
        yield ("if ", *said(schema.if_), *then, *other)


def condition(schema: SchemaLike, schemas: Mapping[str, NamedSchema]) -> Words:
    """Return in a few words what a schema asks for, as part of a sentence."""
    if isinstance(schema, SchemaRef):
        return type_words(schema, schemas)
    phrases: list[Words] = []
    given = [p.name for p in schema.properties if p.required] + list(schema.required)
    if given:
        phrases.append(("has ", *joined([(Code(name),) for name in given], " and ")))
    for part in schema.properties:
        if isinstance(part.schema, Schema) and (said := _value_words(part.schema)):
            phrases.append((Code(part.name), " is ", *said))
        elif not part.required:
            phrases.append((Code(part.name), " is ", *type_words(part.schema, schemas)))
    for alternatives, between in ((schema.any_of, " or "), (schema.one_of, " or "), (schema.all_of, " and ")):
        if alternatives:
            phrases.append(joined([condition(item, schemas) for item in alternatives], between))
    if not phrases:
        phrases.append(_value_words(schema) or type_words(schema, schemas))
        phrases += list(_ranges(schema))
        if schema.pattern:
            phrases.append(("matches ", Code(schema.pattern)))
    return joined(phrases, ", ")


def _value_words(schema: Schema) -> Words:
    values: list[Callable[[], Json] | Json] = [item.value for item in schema.enum]
    if schema.const is not msgspec.UNSET:
        values = [schema.const]
    return joined([(Code(value(item)),) for item in values], " or ")
