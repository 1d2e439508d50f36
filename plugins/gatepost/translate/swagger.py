"""What Swagger 2.0 says in another way: bodies as parameters, media types apart, schemas inline."""

from gatepost.model.media_type import Encoding, Example, MediaType
from gatepost.model.request_body import RequestBody
from gatepost.model.schema import Property, Schema, SchemaLike
from gatepost.model.server import Server
from gatepost.translate.examples import example_of
from gatepost.translate.media_types import is_stream, schema_under
from gatepost.translate.node import Node
from gatepost.translate.scope import Scope

_NOT_OF_SCHEMA = frozenset(
    {"name", "in", "required", "description", "allowEmptyValue", "collectionFormat", "schema", "x-example", "example"}
)
_COLLECTIONS = {
    "csv": ("", False),
    "multi": ("form", True),
    "ssv": ("spaceDelimited", False),
    "pipes": ("pipeDelimited", False),
}
_FORM, _MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"


def servers(root: Node) -> tuple[Server, ...]:
    """Return the servers that `host`, `basePath` and `schemes` stand for."""
    host, base = root.text("host"), root.text("basePath").rstrip("/")
    if not host:
        return (Server(url=base or "/", source=root.source),) if base else ()
    schemes = [scheme for scheme in root.texts("schemes") if scheme in ("http", "https")] or ["https"]
    ordered = sorted(schemes, key=lambda scheme: scheme != "https")
    return tuple(Server(url=f"{scheme}://{host}{base}", source=root.source) for scheme in ordered)


def inline_schema(scope: Scope, node: Node) -> SchemaLike:
    """Return the schema that a parameter or header spreads over its own members."""
    if "schema" in node.value:
        return scope.schemas.build(node.child("schema"))
    raw = {keyword: value for keyword, value in node.value.items() if keyword not in _NOT_OF_SCHEMA}
    return scope.schemas.build(Node(raw, node.document, node.pointer, node.origin))


def style(node: Node, location: str) -> tuple[str, bool]:
    """Return style and explode for a `collectionFormat`; `csv` is the default."""
    collection = node.text("collectionFormat") or "csv"
    if collection not in _COLLECTIONS:
        node.report("collection-format", f"'{collection}' has no equal in OpenAPI 3; it was read as 'csv'.")
        collection = "csv"
    found, explode = _COLLECTIONS[collection]
    return found or ("simple" if location in ("path", "header") else "form"), explode


def is_body_parameter(node: Node) -> bool:
    """Whether a parameter is the body or a field of a form."""
    return type(node.value) is dict and node.value.get("in") in ("body", "formData")


def request_body(scope: Scope, layers: list[Node], consumes: tuple[str, ...]) -> RequestBody | None:
    """Return the body that `in: body` or `in: formData` parameters stand for, None without any."""
    fields: dict[str, Node] = {}
    for layer in layers:
        for entry in layer.elements("parameters"):
            node = entry.follow() if entry.is_reference else entry
            if node is None or not is_body_parameter(node):
                continue
            if node.value["in"] == "body":
                return _body(scope, node, consumes or ("application/json",))
            if name := node.text("name"):
                fields.setdefault(name, node)
    return _form(scope, fields, consumes) if fields else None


def response_content(scope: Scope, node: Node, produces: tuple[str, ...]) -> tuple[MediaType, ...]:
    """Return a media type each for what the operation `produces`, with the response's own examples."""
    schema = schema_under(scope, node, "schema")
    examples = {name: Example(value=child.value) for name, child in node.entries("examples")}
    names = produces or ("application/json",) if schema is not None else ()
    return tuple(
        MediaType(
            name=name,
            schema=schema,
            examples=(examples[name],) if name in examples else example_of(scope, schema, name, "response"),
            stream=is_stream(name),
            source=node.source,
        )
        for name in dict.fromkeys((*names, *examples))
    )


def _body(scope: Scope, node: Node, consumes: tuple[str, ...]) -> RequestBody:
    schema = schema_under(scope, node, "schema")
    return RequestBody(
        content=tuple(
            MediaType(
                name=name,
                schema=schema,
                examples=example_of(scope, schema, name, "request"),
                stream=is_stream(name),
                source=node.source,
            )
            for name in consumes
        ),
        description=node.text("description"),
        required=node.flag("required"),
        source=node.source,
    )


def _form(scope: Scope, fields: dict[str, Node], consumes: tuple[str, ...]) -> RequestBody:
    """A form body: one object whose properties are the `formData` parameters."""
    forms = tuple(name for name in consumes if name in (_FORM, _MULTIPART))
    if any(node.value.get("type") == "file" for node in fields.values()):
        forms = (_MULTIPART,)
    source = next(iter(fields.values())).source
    schema = Schema(
        types=("object",),
        properties=tuple(
            Property(name=name, schema=_field(scope, node), required=node.flag("required"))
            for name, node in fields.items()
        ),
        source=source,
    )
    encodings = tuple(
        Encoding(property_name=name, style=how[0], explode=how[1])
        for name, node in fields.items()
        if node.value.get("type") == "array" and _is_plain(node)
        for how in [style(node, "query")]
    )
    return RequestBody(
        content=tuple(
            MediaType(
                name=name,
                schema=schema,
                examples=example_of(scope, schema, name, "request"),
                encodings=encodings,
                source=source,
            )
            for name in forms or (_FORM,)
        ),
        required=any(property_.required for property_ in schema.properties),
        source=source,
    )


def _is_plain(node: Node) -> bool:
    """Whether the items of a field are not files, which are a part each."""
    items = node.value.get("items")
    return type(items) is not dict or items.get("type") != "file"


def _field(scope: Scope, node: Node) -> SchemaLike:
    raw = {keyword: value for keyword, value in node.value.items() if keyword not in _NOT_OF_SCHEMA}
    if "description" in node.value:
        raw["description"] = node.value["description"]
    return scope.schemas.build(Node(raw, node.document, node.pointer, node.origin))
