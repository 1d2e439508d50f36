"""Examples as declared: beside a schema, in it, or in the components."""

import json
from collections.abc import Iterator
from typing import Literal

from gatepost.model.media_type import Example
from gatepost.model.schema import Json, SchemaLike
from gatepost.translate.node import Node
from gatepost.translate.scope import Scope

_FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})
_KNOWN = frozenset({"summary", "description", "value", "externalValue", "dataValue", "serializedValue", "$ref"})


def declared_examples(node: Node, media_type: str = "") -> tuple[Example, ...]:
    """Return the `example` and `examples` of a media type, parameter or header."""
    value = node.value
    found = []
    if "example" in value:
        found.append(Example(value=_parsed(value["example"], media_type)))
    if "examples" in value:
        found.extend(_named(node, media_type))
    return tuple(found)


def example_of(
    scope: Scope, schema: SchemaLike | None, media_type: str, mode: Literal["request", "response"]
) -> tuple[Example, ...]:
    """Return the examples that a schema declares, else one made from it; bodies other than JSON and forms have none."""
    if schema is None:
        return ()
    essence = media_type.partition(";")[0].strip().lower()
    if essence not in _FORMS and essence != "application/json" and not essence.endswith("+json") and essence != "*/*":
        return ()
    resolved = scope.schemas.resolve(schema)
    if resolved is not None and resolved.examples:
        return tuple(Example(value=value) for value in resolved.examples)
    writer = scope.requests if mode == "request" else scope.responses
    value = writer.write(schema)
    return () if value is None else (Example(value=value, generated=True),)


def _named(node: Node, media_type: str) -> Iterator[Example]:
    for name, entry in node.entries("examples"):
        if type(entry.value) is not dict:
            entry.wrong_type("an Example Object")
            continue
        child = entry.follow()
        if child is None:
            continue
        if not _KNOWN.intersection(child.value):
            message = f"Example '{name}' has no 'value'; the whole of it was read as the value."
            child.report("example-without-value", message)
            yield Example(name=name, value=child.value)
            continue
        yield _example(entry, child, name, media_type)


def _example(entry: Node, node: Node, name: str, media_type: str) -> Example:
    raw = node.value
    words = entry if entry.value.get("summary") else node
    fields: dict[str, Json] = {}
    if "value" in raw:
        fields["value"] = _parsed(raw["value"], media_type)
    elif "dataValue" in raw:
        fields["value"] = raw["dataValue"]
    return Example(
        name=name,
        summary=words.text("summary"),
        description=node.text("description"),
        serialized=node.text("serializedValue"),
        external_value=node.url("externalValue"),
        **fields,
    )


def _parsed(value: Json, media_type: str) -> Json:
    """An object or array that was written as a string of JSON, in a JSON body."""
    if type(value) is not str or "json" not in media_type or value.lstrip()[:1] not in ("{", "["):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return value
