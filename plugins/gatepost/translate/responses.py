"""Responses and their links."""

import re

from gatepost.model.request_body import RequestBody
from gatepost.model.response import Link, Response
from gatepost.model.schema import Json
from gatepost.translate import swagger
from gatepost.translate.media_types import content
from gatepost.translate.node import Node
from gatepost.translate.parameters import headers
from gatepost.translate.scope import Scope

_STATUS = re.compile(r"[1-5](\d\d|XX)|default")


def request_body(scope: Scope, node: Node) -> RequestBody:
    """Return the body of a request (OpenAPI 3.1, 4.8.13)."""
    return RequestBody(
        content=content(scope, node, "request"),
        description=node.text("description"),
        required=node.flag("required"),
        source=node.source,
    )


def responses(scope: Scope, node: Node, produces: tuple[str, ...] = ()) -> tuple[Response, ...]:
    """Return the responses of an operation, in the order of the description.

    `produces` are the media types of a Swagger 2.0 operation.
    """
    found = []
    for name, child in node.entries("responses"):
        status = name.upper() if name != "default" else name
        if not _STATUS.fullmatch(status):
            child.report("invalid-status", f"'{name}' is not a status such as 200, 4XX or default; it was left out.")
            continue
        built = scope.shared(child, response, status, *produces)
        if built is not None:
            found.append(built)
    return tuple(found)


def response(scope: Scope, node: Node, status: str, *produces: str) -> Response:
    """Return one response (OpenAPI 3.1, 4.8.17)."""
    return Response(
        status=status,
        description=node.text("description") or _summary(node),
        headers=headers(scope, node),
        content=swagger.response_content(scope, node, produces)
        if scope.is_swagger
        else content(scope, node, "response"),
        links=_links(scope, node),
        source=node.source,
    )


def _summary(node: Node) -> str:
    """OpenAPI 3.2 lets a response have a summary in place of a description."""
    return node.text("summary")


def _links(scope: Scope, node: Node) -> tuple[Link, ...]:
    found = (scope.shared(child, link, name) for name, child in node.entries("links"))
    return tuple(link for link in found if link is not None)


def link(scope: Scope, node: Node, name: str) -> Link:
    """Return one link, with the address name of its operation where that is known (OpenAPI 3.1, 4.8.20)."""
    return Link(
        name=name,
        operation=_linked(scope, node),
        description=node.text("description"),
        parameters=tuple((key, _expression(child.value)) for key, child in node.entries("parameters")),
    )


def _linked(scope: Scope, node: Node) -> str:
    """The address name of the operation that a link leads to; empty for one that is not shown."""
    if "operationId" in node.value:
        wanted = node.text("operationId")
        found = scope.addresses.get(wanted)
    else:
        wanted = node.text("operationRef")
        target = node.child("operationRef").target(wanted) if wanted else None
        found = scope.places.get((target.document.file, target.pointer)) if target else None
    if wanted and found is None:
        node.report("unknown-operation", f"This link leads to '{wanted[:200]}', which is no operation here.")
    return found or ""


def _expression(value: Json) -> str:
    return value if type(value) is str else str(value)
