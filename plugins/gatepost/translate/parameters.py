"""Parameters and headers."""

from collections.abc import Iterable

from gatepost.model.parameter import Header, Parameter
from gatepost.model.schema import Schema, SchemaLike
from gatepost.translate import swagger
from gatepost.translate.examples import declared_examples
from gatepost.translate.media_types import media_type, schema_under
from gatepost.translate.node import Node
from gatepost.translate.scope import Scope

_STYLES = {"path": "simple", "header": "simple", "query": "form", "cookie": "form", "querystring": ""}


def parameters(scope: Scope, layers: Iterable[Node], path: str | None) -> tuple[Parameter, ...]:
    """Return the parameters of an operation, those of its own layer before those of the path item.

    The same name and place counts once, the first layer winning. With a `path`, its `{name}`s are made
    parameters where the description forgot them.
    """
    found: dict[tuple[str, str], Parameter] = {}
    here = None
    for layer in layers:
        here = here or layer
        seen: set[tuple[str, str]] = set()
        for node in layer.elements("parameters"):
            if scope.is_swagger and swagger.is_body_parameter(node.follow() or node):
                continue
            built = scope.shared(node, parameter)
            if built is None:
                continue
            key = (built.name, built.location)
            if key in seen:
                node.report("parameter-duplicate", f"A second {built.location} parameter '{built.name}' was left out.")
            seen.add(key)
            found.setdefault(key, built)
    if path is not None and here is not None:
        for missing in (name for name in _template_names(path) if (name, "path") not in found):
            message = f"The path has '{{{missing}}}' but no path parameter of that name; it was taken for a string."
            here.report("path-parameter-missing", message)
            found[missing, "path"] = Parameter(
                name=missing, location="path", required=True, schema=Schema(types=("string",)), source=here.source
            )
    return tuple(found.values())


def parameter(scope: Scope, node: Node) -> Parameter | None:
    """Return one parameter with the defaults of its place filled in (OpenAPI 3.1, 4.8.12)."""
    name, location = node.text("name"), node.text("in")
    if not name or location not in _STYLES:
        message = "A parameter needs a 'name', and 'in' as query, header, path or cookie; it was left out."
        node.report("invalid-parameter", message, "error")
        return None
    schema: SchemaLike | None
    content = next((scope.shared(child, media_type, kind, "request") for kind, child in node.entries("content")), None)
    if content is not None:
        schema = content.schema
    elif scope.is_swagger:
        schema = swagger.inline_schema(scope, node)
    else:
        schema = schema_under(scope, node, "schema")
        if schema is None:
            node.report("missing-schema", f"Parameter '{name}' says nothing of its values: give it a 'schema'.")
    style, explode = swagger.style(node, location) if scope.is_swagger else _style(node, location)
    return Parameter(
        name=name,
        location=location,
        description=node.text("description"),
        required=_required(node, location, name),
        deprecated=node.flag("deprecated"),
        schema=schema,
        content=content,
        style=style,
        explode=explode,
        allow_reserved=node.flag("allowReserved"),
        allow_empty_value=node.flag("allowEmptyValue"),
        examples=declared_examples(node) or (content.examples if content is not None else ()),
        source=node.source,
    )


def headers(scope: Scope, node: Node) -> tuple[Header, ...]:
    """Return the headers of a response."""
    found = (scope.shared(child, header, name) for name, child in node.named("headers"))
    return tuple(header for header in found if header is not None)


def header(scope: Scope, node: Node, name: str) -> Header:
    """Return one header (OpenAPI 3.1, 4.8.21)."""
    schema: SchemaLike | None
    if scope.is_swagger:
        schema = swagger.inline_schema(scope, node)
    else:
        body = next((child for _, child in node.entries("content") if type(child.value) is dict), node)
        schema = schema_under(scope, body, "schema")
    return Header(
        name=name,
        description=node.text("description"),
        required=node.flag("required"),
        deprecated=node.flag("deprecated"),
        schema=schema,
        examples=declared_examples(node),
        source=node.source,
    )


def _style(node: Node, location: str) -> tuple[str, bool]:
    style = node.text("style") or _STYLES[location]
    return style, node.flag("explode", style in ("form", "cookie"))


def _required(node: Node, location: str, name: str) -> bool:
    required = node.flag("required")
    if location == "path" and not required:
        node.report("optional-path-parameter", f"Path parameter '{name}' has to say 'required: true'; it was taken so.")
        return True
    return required


def _template_names(path: str) -> list[str]:
    """The names in braces of a path template, without the `*` or pattern that some frameworks add."""
    names = [part.partition("}")[0] for part in path.split("{")[1:] if "}" in part]
    return list(dict.fromkeys(name for name in names if name))
