"""What each keyword of a schema becomes in the model (JSON Schema 2020-12, OpenAPI 3.0 and Swagger 2.0)."""

from collections.abc import Callable, Iterator
from typing import Any, Protocol

from gatepost.model.schema import Discriminator, EnumValue, Json, Property, Schema, SchemaLike
from gatepost.model.source import escape
from gatepost.translate.node import Node, is_safe_url

Fields = dict[str, Any]
"""Arguments of a `Schema` that is being put together."""


class Builder(Protocol):
    """What a keyword may ask of the builder of schemas."""

    def build(self, node: Node) -> SchemaLike:
        """Return the schema at a node."""

    def below(self, node: Node, value: Json, path: str) -> SchemaLike:
        """Return the schema `value` that stands at `path` below the schema at `node`."""

    def key_of(self, reference: str, node: Node) -> str:
        """Return the key of the schema that a `$ref` leads to."""


Keyword = Callable[[Builder, Fields, Json, Node], None]


def make_nullable(fields: Fields, node: Node) -> None:
    """Make null one of the types where `nullable` says so (OpenAPI 3.0, 4.7.24), once all keywords are read."""
    raw = node.value
    if raw.get("nullable") is not True and raw.get("x-nullable") is not True:
        return
    if "nullable" in raw and node.origin.siblings_of_references:
        message = "'nullable' has no meaning since OpenAPI 3.1: write type: [..., 'null']. It was read as in 3.0."
        node.child("nullable").report("nullable-since-3-1", message, "note")
    if fields.get("types"):
        if "null" not in fields["types"]:
            fields["types"] = (*fields["types"], "null")
    elif variants := next((name for name in ("one_of", "any_of") if name in fields), None):
        fields[variants] = (*fields[variants], _NULL)
    elif "properties" in fields or "items" in fields:
        fields["types"] = ("object" if "properties" in fields else "array", "null")
    elif "all_of" in fields:
        fields["any_of"] = (Schema(all_of=fields.pop("all_of"), source=node.source), _NULL)


_NULL = Schema(types=("null",))


def _text(field: str, keyword: str) -> Keyword:
    def read(_: Builder, fields: Fields, value: Json, node: Node) -> None:
        if type(value) is str:
            fields[field] = value
        else:
            node.child(keyword).wrong_type("a string")

    return read


def _flag(field: str, keyword: str) -> Keyword:
    def read(_: Builder, fields: Fields, value: Json, node: Node) -> None:
        if type(value) is bool:
            fields[field] = value
        else:
            node.child(keyword).wrong_type("true or false")

    return read


def _number(field: str, keyword: str) -> Keyword:
    def read(_: Builder, fields: Fields, value: Json, node: Node) -> None:
        if type(value) is int or type(value) is float:
            fields[field] = value
        else:
            node.child(keyword).wrong_type("a number")

    return read


def _count(field: str, keyword: str) -> Keyword:
    def read(_: Builder, fields: Fields, value: Json, node: Node) -> None:
        if type(value) is float and value.is_integer():
            value = int(value)
        if type(value) is int and value >= 0:
            fields[field] = value
        else:
            node.child(keyword).wrong_type("a whole number")

    return read


def _anything(field: str) -> Keyword:
    def read(_: Builder, fields: Fields, value: Json, node: Node) -> None:
        fields[field] = value

    return read


def _schema(field: str, keyword: str) -> Keyword:
    def read(builder: Builder, fields: Fields, value: Json, node: Node) -> None:
        fields[field] = builder.below(node, value, keyword)

    return read


def _schemas(field: str, keyword: str) -> Keyword:
    def read(builder: Builder, fields: Fields, value: Json, node: Node) -> None:
        if type(value) is not list:
            node.child(keyword).wrong_type("a list of schemas")
            return
        fields[field] = tuple([builder.below(node, item, f"{keyword}/{i}") for i, item in enumerate(value)])

    return read


def _type(_: Builder, fields: Fields, value: Json, node: Node) -> None:
    if type(value) is str:
        if value == "file":
            fields["types"] = ("string",)
            fields.setdefault("format", "binary")
        else:
            fields["types"] = (value,)
        return
    if type(value) is not list:
        node.child("type").wrong_type("a string")
        return
    if node.origin.specification == "3.0":
        node.child("type").report("wrong-type", "A list of types needs OpenAPI 3.1; it was read as there.")
    fields["types"] = tuple(item for item in value if type(item) is str)
    if len(fields["types"]) < len(value):
        node.child("type").report("wrong-type", "Types have to be strings; the others were left out.")


def _properties(builder: Builder, fields: Fields, value: Json, node: Node) -> None:
    if type(value) is not dict:
        node.child("properties").wrong_type("an object")
        return
    required = node.value.get("required", ())
    if type(required) is not list:
        required = ()
    below = builder.below
    fields["properties"] = tuple(
        [
            Property(
                name=name if type(name) is str else str(name),
                schema=below(node, item, f"properties/{escape(str(name))}"),
                required=name in required,
            )
            for name, item in value.items()
        ]
    )


def _required(_: Builder, fields: Fields, value: Json, node: Node) -> None:
    if type(value) is not list:
        if node.origin.specification != "2.0" or type(value) is not bool:
            node.child("required").wrong_type("a list of property names")
        return
    properties = node.value.get("properties")
    known = properties if type(properties) is dict else {}
    if missing := tuple(name for name in value if type(name) is not str or name not in known):
        fields["required"] = tuple(name for name in missing if type(name) is str)
        if len(fields["required"]) < len(missing):
            node.child("required").wrong_type("a list of strings")


def _additional(builder: Builder, fields: Fields, value: Json, node: Node) -> None:
    fields["additional_properties"] = (
        value if type(value) is bool else builder.below(node, value, "additionalProperties")
    )


def _patterns(builder: Builder, fields: Fields, value: Json, node: Node) -> None:
    if type(value) is not dict:
        node.child("patternProperties").wrong_type("an object")
        return
    fields["pattern_properties"] = tuple(
        (str(pattern), builder.below(node, item, f"patternProperties/{escape(str(pattern))}"))
        for pattern, item in value.items()
    )


def _items(builder: Builder, fields: Fields, value: Json, node: Node) -> None:
    if type(value) is not list:
        fields["items"] = builder.below(node, value, "items")
        return
    fields["prefix_items"] = tuple(builder.below(node, item, f"items/{i}") for i, item in enumerate(value))
    if "additionalItems" in node.value:
        fields["items"] = builder.below(node, node.value["additionalItems"], "additionalItems")


def _exclusive(field: str, bound: str, keyword: str) -> Keyword:
    """Before 2020-12 the exclusive bound was a boolean beside the bound."""

    def read(_: Builder, fields: Fields, value: Json, node: Node) -> None:
        limit = node.value.get(bound) if value is True else value
        if type(limit) is int or type(limit) is float:
            fields[field] = limit
        elif type(value) is not bool:
            node.child(keyword).wrong_type("a number")

    return read


def _bound(field: str, exclusive: str) -> Keyword:
    plain = _number(field, field)

    def read(builder: Builder, fields: Fields, value: Json, node: Node) -> None:
        if node.value.get(exclusive) is not True:
            plain(builder, fields, value, node)

    return read


def _example(_: Builder, fields: Fields, value: Json, node: Node) -> None:
    fields["examples"] = (value, *fields.get("examples", ()))


def _examples(_: Builder, fields: Fields, value: Json, node: Node) -> None:
    if type(value) is list:
        fields["examples"] = (*fields.get("examples", ()), *value)
    else:
        node.child("examples").wrong_type("a list of values")


def _enum(_: Builder, fields: Fields, value: Json, node: Node) -> None:
    if type(value) is not list:
        node.child("enum").wrong_type("a list")
        return
    raw = node.value
    if not any(keyword in raw for keyword in _ENUM_WORDS):
        fields["enum"] = tuple([EnumValue(value=item) for item in value])
        return
    names = _words(node, value, (), "x-enum-varnames", "x-enumNames")
    told = _words(node, value, names, "x-enum-descriptions", "x-enumDescriptions")
    rows = zip(value, names, told, strict=True)
    fields["enum"] = tuple(EnumValue(value=item, name=name, description=words) for item, name, words in rows)


_ENUM_WORDS = ("x-enum-varnames", "x-enumNames", "x-enum-descriptions", "x-enumDescriptions")


def _words(node: Node, values: list[Json], names: tuple[str, ...], *keywords: str) -> tuple[str, ...]:
    """One string a value, from a list in the same order or an object keyed by value or by its name."""
    keyword = next((keyword for keyword in keywords if keyword in node.value), None)
    if keyword is None:
        return ("",) * len(values)
    given = node.value[keyword]
    if type(given) is list:
        found = [*given[: len(values)], *[""] * (len(values) - len(given))]
    elif type(given) is dict:
        aliases = names or ("",) * len(values)
        found = [given.get(_plain(value), given.get(alias, "")) for value, alias in zip(values, aliases, strict=True)]
    else:
        node.child(keyword).wrong_type("a list or an object")
        found = [""] * len(values)
    return tuple(word if type(word) is str else "" for word in found)


def _plain(value: Json) -> str:
    return value if type(value) is str else str(value).lower() if type(value) is bool else str(value)


def _discriminator(builder: Builder, fields: Fields, value: Json, node: Node) -> None:
    if type(value) is str:  # Swagger 2.0
        fields["discriminator"] = Discriminator(property_name=value)
        return
    here = node.child("discriminator")
    if type(value) is not dict or type(value.get("propertyName")) is not str:
        here.wrong_type("an object with a 'propertyName'")
        return
    mapping = {name: builder.key_of(target, at) for name, target, at in _mapped(here)}
    for name, key in _implied(builder, node):
        if key not in mapping.values():
            mapping.setdefault(name, key)
    fields["discriminator"] = Discriminator(property_name=value["propertyName"], mapping=tuple(mapping.items()))


def _mapped(discriminator: Node) -> Iterator[tuple[str, str, Node]]:
    """Value, reference and place of each entry of a `mapping`, whose targets may be bare schema names."""
    for name, node in discriminator.entries("mapping"):
        if type(node.value) is not str:
            node.wrong_type("a string")
        elif "/" in node.value or "#" in node.value or "." in node.value:
            yield name, node.value, node
        else:
            yield name, f"#/components/schemas/{escape(node.value)}", node


def _implied(builder: Builder, node: Node) -> Iterator[tuple[str, str]]:
    """A variant that `mapping` does not name is told by the name of its schema (OpenAPI 3.1, 4.8.25.3)."""
    for keyword in ("oneOf", "anyOf"):
        variants = node.value.get(keyword)
        for variant in variants if type(variants) is list else ():
            reference = variant.get("$ref") if type(variant) is dict else None
            if type(reference) is str:
                yield reference.rpartition("/")[2], builder.key_of(reference, node)


def _xml(_: Builder, fields: Fields, value: Json, node: Node) -> None:
    if type(value) is dict:
        fields["xml"] = value
    else:
        node.child("xml").wrong_type("an object")


def _external_docs(_: Builder, fields: Fields, value: Json, node: Node) -> None:
    here = node.child("externalDocs")
    if type(value) is not dict:
        here.wrong_type("an object")
    elif is_safe_url(str(value.get("url", ""))):
        fields["external_docs_url"] = here.text("url")
    else:
        here.url("url")


def _read_elsewhere(_: Builder, fields: Fields, value: Json, node: Node) -> None:
    """An extension whose meaning another keyword takes in."""


def _other(keyword: str) -> Keyword:
    """A keyword that the model has no field for, kept where readers can still be shown it."""

    def read(_: Builder, fields: Fields, value: Json, node: Node) -> None:
        if type(value) is not dict:
            fields.setdefault("extensions", {})[keyword] = value

    return read


KEYWORDS: dict[str, Keyword] = {
    "type": _type,
    "title": _text("title", "title"),
    "description": _text("description", "description"),
    "format": _text("format", "format"),
    "default": _anything("default"),
    "const": _anything("const"),
    "enum": _enum,
    "example": _example,
    "x-example": _example,
    "examples": _examples,
    "properties": _properties,
    "required": _required,
    "patternProperties": _patterns,
    "additionalProperties": _additional,
    "propertyNames": _schema("property_names", "propertyNames"),
    "items": _items,
    "prefixItems": _schemas("prefix_items", "prefixItems"),
    "contains": _schema("contains", "contains"),
    "allOf": _schemas("all_of", "allOf"),
    "anyOf": _schemas("any_of", "anyOf"),
    "oneOf": _schemas("one_of", "oneOf"),
    "not": _schema("not_", "not"),
    "if": _schema("if_", "if"),
    "then": _schema("then", "then"),
    "else": _schema("else_", "else"),
    "discriminator": _discriminator,
    "minimum": _bound("minimum", "exclusiveMinimum"),
    "maximum": _bound("maximum", "exclusiveMaximum"),
    "exclusiveMinimum": _exclusive("exclusive_minimum", "minimum", "exclusiveMinimum"),
    "exclusiveMaximum": _exclusive("exclusive_maximum", "maximum", "exclusiveMaximum"),
    "multipleOf": _number("multiple_of", "multipleOf"),
    "minLength": _count("min_length", "minLength"),
    "maxLength": _count("max_length", "maxLength"),
    "pattern": _text("pattern", "pattern"),
    "minItems": _count("min_items", "minItems"),
    "maxItems": _count("max_items", "maxItems"),
    "uniqueItems": _flag("unique_items", "uniqueItems"),
    "minProperties": _count("min_properties", "minProperties"),
    "maxProperties": _count("max_properties", "maxProperties"),
    "contentMediaType": _text("content_media_type", "contentMediaType"),
    "contentEncoding": _text("content_encoding", "contentEncoding"),
    "readOnly": _flag("read_only", "readOnly"),
    "writeOnly": _flag("write_only", "writeOnly"),
    "deprecated": _flag("deprecated", "deprecated"),
    "xml": _xml,
    "externalDocs": _external_docs,
    **dict.fromkeys((*_ENUM_WORDS, "x-nullable"), _read_elsewhere),
    "dependentRequired": _other("dependentRequired"),
    "minContains": _other("minContains"),
    "maxContains": _other("maxContains"),
    "unevaluatedProperties": _other("unevaluatedProperties"),
    "unevaluatedItems": _other("unevaluatedItems"),
}
"""Reader of each keyword; extensions and keywords that are not here have none."""
