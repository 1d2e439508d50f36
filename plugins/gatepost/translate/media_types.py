"""Bodies by media type."""

from collections.abc import Iterable, Iterator
from typing import Literal

from gatepost.model.media_type import Encoding, MediaType
from gatepost.model.schema import SchemaLike
from gatepost.translate.examples import declared_examples, example_of
from gatepost.translate.node import Node
from gatepost.translate.scope import Scope

Mode = Literal["request", "response"]

_STREAMS = frozenset(
    "text/event-stream application/x-ndjson application/ndjson application/jsonl application/x-jsonlines "
    "application/json-lines application/json-seq application/stream+json".split()
)


def content(scope: Scope, node: Node, mode: Mode) -> tuple[MediaType, ...]:
    """Return the media types of the `content` of a body (OpenAPI 3.1, 4.8.14)."""
    found = (scope.shared(child, media_type, name, mode) for name, child in node.entries("content"))
    return tuple(body for body in found if body is not None)


def media_type(scope: Scope, node: Node, name: str, mode: Mode) -> MediaType:
    """Return one media type, with a generated example where none is declared."""
    schema = schema_under(scope, node, "schema")
    item_schema = schema_under(scope, node, "itemSchema")
    return MediaType(
        name=name,
        schema=schema,
        item_schema=item_schema,
        examples=declared_examples(node, name) or example_of(scope, schema, name, mode),
        encodings=tuple(_encodings(node.entries("encoding"))),
        prefix_encodings=tuple(_encodings(("", child) for child in node.elements("prefixEncoding"))),
        item_encoding=next(_encodings(_one(node, "itemEncoding")), None),
        stream=item_schema is not None or is_stream(name),
        source=node.source,
    )


def schema_under(scope: Scope, node: Node, key: str) -> SchemaLike | None:
    """Return the schema under a key, None when there is none."""
    child = node.get(key)
    return scope.schemas.build(child) if child is not None else None


def is_stream(name: str) -> bool:
    """Whether a body of this media type comes piece by piece."""
    return essence(name) in _STREAMS


def essence(name: str) -> str:
    """Return a media type without parameters, in lower case."""
    return name.partition(";")[0].strip().lower()


def _one(node: Node, key: str) -> Iterator[tuple[str, Node]]:
    child = node.get(key)
    if child is not None:
        yield "", child


def _encodings(nodes: Iterable[tuple[str, Node]]) -> Iterator[Encoding]:
    for name, child in nodes:
        if type(child.value) is not dict:
            child.wrong_type("an object")
            continue
        yield Encoding(
            property_name=name,
            content_type=child.text("contentType"),
            style=child.text("style"),
            explode=child.flag("explode") if "explode" in child.value else None,
            allow_reserved=child.flag("allowReserved"),
            headers=tuple(_part_headers(child)),
        )


def _part_headers(node: Node) -> Iterator[tuple[str, str]]:
    """The headers of a part that have a value to send; its type has a field of its own (OpenAPI 3.1, 4.8.15)."""
    for name, entry in node.entries("headers"):
        header = entry.follow() if entry.is_reference else entry
        if header is None or type(header.value) is not dict or name.lower() == "content-type":
            continue
        schema = header.value.get("schema")
        places = [header.value, schema if type(schema) is dict else {}]
        found = [place[key] for place in places for key in ("example", "const", "default") if key in place]
        if found and isinstance(found[0], str | int | float):
            yield name, str(found[0])
