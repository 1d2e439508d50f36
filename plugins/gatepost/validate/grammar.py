"""Which object of a specification stands where: the tables that the walk follows.

Only what lies in these places is looked at, so a `$ref` inside an example, a default or an extension means nothing.
"""

from typing import Literal, NamedTuple

from gatepost.model.operation import METHODS

Shape = Literal["one", "list", "map"]


class Field(NamedTuple):
    """What a field holds: one object of a kind, a list of them, or a map of names to them."""

    shape: Shape
    kind: str


def _fields(**shapes: str) -> dict[str, Field]:
    """Read `list parameter` as a list of parameters, `map path item` as a map, `parameter` as one."""
    return {name: _field(text) for name, text in shapes.items()}


def _field(text: str) -> Field:
    match text.split(" ", 1):
        case ["list", kind]:
            return Field("list", kind)
        case ["map", kind]:
            return Field("map", kind)
    return Field("one", text)


_SCHEMA: dict[str, Field] = {
    **dict.fromkeys(
        (
            "additionalProperties items contains propertyNames not if then else additionalItems unevaluatedItems"
            " unevaluatedProperties contentSchema"
        ).split(),
        Field("one", "schema"),
    ),
    **dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), Field("list", "schema")),
    **dict.fromkeys(
        ("properties", "patternProperties", "dependentSchemas", "$defs", "definitions"), Field("map", "schema")
    ),
    "externalDocs": Field("one", "external docs"),
}

_OPERATIONS = {method: Field("one", "operation") for method in METHODS}

_SHARED: dict[str, dict[str, Field]] = {
    "info": _fields(contact="contact", license="license"),
    "tag": _fields(externalDocs="external docs"),
    "schema": _SCHEMA,
}

_OPENAPI_3: dict[str, dict[str, Field]] = {
    **_SHARED,
    "description": _fields(
        info="info",
        servers="list server",
        paths="paths",
        webhooks="map path item",
        components="components",
        tags="list tag",
        externalDocs="external docs",
    ),
    "components": _fields(
        schemas="map schema",
        responses="map response",
        parameters="map parameter",
        examples="map example",
        requestBodies="map request body",
        headers="map header",
        securitySchemes="map security scheme",
        links="map link",
        callbacks="map callback",
        pathItems="map path item",
        mediaTypes="map media type",
    ),
    "path item": {
        **_OPERATIONS,
        **_fields(servers="list server", parameters="list parameter", additionalOperations="map operation"),
    },
    "operation": _fields(
        externalDocs="external docs",
        parameters="list parameter",
        requestBody="request body",
        responses="responses",
        callbacks="map callback",
        servers="list server",
    ),
    "parameter": _fields(schema="schema", examples="map example", content="map media type"),
    "header": _fields(schema="schema", examples="map example", content="map media type"),
    "request body": _fields(content="map media type"),
    "response": _fields(headers="map header", content="map media type", links="map link"),
    "media type": _fields(schema="schema", itemSchema="schema", examples="map example", encoding="map encoding"),
    "encoding": _fields(headers="map header"),
    "link": _fields(server="server"),
    "security scheme": _fields(flows="flows"),
}

_SWAGGER_2: dict[str, dict[str, Field]] = {
    **_SHARED,
    "description": _fields(
        info="info",
        paths="paths",
        definitions="map schema",
        parameters="map parameter",
        responses="map response",
        securityDefinitions="map security scheme",
        tags="list tag",
        externalDocs="external docs",
    ),
    "path item": {**_OPERATIONS, **_fields(parameters="list parameter")},
    "operation": _fields(externalDocs="external docs", parameters="list parameter", responses="responses"),
    "parameter": _fields(schema="schema"),
    "response": _fields(schema="schema", headers="map header"),
}


def fields_of(specification: str) -> dict[str, dict[str, Field]]:
    """Return for each kind of object its fields that hold objects."""
    return _SWAGGER_2 if specification == "2.0" else _OPENAPI_3


EVERY_KEY = {"paths": "path item", "responses": "response", "callback": "path item", "flows": "flow"}
"""Kinds all of whose keys, extensions apart, hold an object of one kind."""


def referable(specification: str) -> frozenset[str]:
    """Return the kinds in whose place a Reference Object may stand."""
    if specification == "2.0":
        return frozenset(("schema", "parameter", "response", "path item"))
    return frozenset(
        ("schema", "parameter", "response", "path item", "request body", "example", "header", "link", "callback")
    ) | {"security scheme", "media type"}


def beside_reference(specification: str) -> frozenset[str]:
    """Return the kinds in which what stands beside a `$ref` counts."""
    return frozenset(("path item",) if specification in ("2.0", "3.0") else ("path item", "schema"))
