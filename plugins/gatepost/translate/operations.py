"""Operations: found in paths, webhooks and callbacks, then built whole."""

import re
from collections.abc import Iterator

import msgspec

from gatepost.model.operation import METHODS, Callback, Operation
from gatepost.model.request_body import RequestBody
from gatepost.model.response import Response
from gatepost.model.schema import Schema
from gatepost.model.server import Server
from gatepost.translate import swagger
from gatepost.translate.endings import is_deprecated, sunset
from gatepost.translate.node import Node, Origin, extensions
from gatepost.translate.parameters import parameters
from gatepost.translate.responses import request_body, responses
from gatepost.translate.scope import Scope
from gatepost.translate.security import security
from gatepost.translate.servers import servers

_WORD = re.compile(r"[^A-Za-z0-9]+")
_REPLACEMENT = ("x-replaced-by", "x-replacement", "x-deprecated-replacement")


class Found(msgspec.Struct, frozen=True, eq=False, gc=False):
    """An operation that is not built yet; `item` has its path item, and what that refers to."""

    method: str
    path: str
    node: Node
    item: tuple[Node, ...]
    id: str
    declared_id: bool = True
    webhook: bool = False

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags, read without a word about wrong ones."""
        tags = self.node.value.get("tags")
        return tuple(tag for tag in tags if type(tag) is str) if type(tags) is list else ()


def find(origin: Origin) -> list[Found]:
    """Return every operation and webhook of a description, each with an id of its own."""
    found: dict[tuple[str, str, bool], Found] = {}
    for webhook, path, item in _path_items(origin):
        layers = _layers(item)
        for method, node in _methods(layers):
            if (method, path, webhook) in found:
                node.report("duplicate-operation", f"A second {method} {path} was left out.", "error")
                continue
            identifier = node.text("operationId").strip()
            found[method, path, webhook] = Found(method, path, node, layers, identifier, True, webhook)
    return _with_ids(list(found.values()))


def operation(scope: Scope, found: Found, *, within_callback: bool = False) -> Operation:
    """Return one operation, complete: parameters and servers merged in, security resolved.

    Webhooks and callbacks go out from the gateway: neither its servers nor what it asks of callers are theirs.
    """
    node = found.node
    layers = [node, *found.item]
    body = _request_body(scope, node, layers)
    answers = responses(scope, node, _media_types(scope, node, "produces"))
    is_outgoing = found.webhook or within_callback
    deprecated = is_deprecated(node, answers)
    docs = node.object("externalDocs")
    return Operation(
        id=found.id,
        method=found.method,
        path=found.path,
        declared_id=found.declared_id,
        webhook=found.webhook,
        scope=scope.origin.bundle.id,
        summary=_first_text(layers, "summary"),
        description=_first_text(layers, "description"),
        tags=node.texts("tags"),
        parameters=parameters(scope, layers, None if is_outgoing else found.path),
        request_body=body,
        responses=_streaming(answers) if _may_stream(scope, found, body) else answers,
        callbacks=_callbacks(scope, node, within_callback),
        security=security(scope, node) if "security" in node.value else () if is_outgoing else scope.security,
        servers=_servers(layers) or (() if is_outgoing else scope.servers),
        deprecated=deprecated,
        sunset=sunset(node, answers, deprecated),
        replaced_by=_replaced_by(scope, node, found.method),
        external_docs_url=docs.url("url") if docs else "",
        external_docs_description=docs.text("description") if docs else "",
        extensions=extensions(node),
        source=node.source,
    )


def _path_items(origin: Origin) -> Iterator[tuple[bool, str, Node]]:
    root = origin.root
    for path, node in root.entries("paths"):
        if not path.startswith("/"):
            node.report("relative-path", f"Path '{path}' has to begin with '/'; it was taken for '/{path}'.")
        yield False, path if path.startswith("/") else f"/{path}", node
    for keyword in ("webhooks", "x-webhooks"):
        for name, node in root.entries(keyword):
            yield True, name, node


def _layers(item: Node) -> tuple[Node, ...]:
    """A path item, and the one its `$ref` leads to; what stands beside the `$ref` wins."""
    if type(item.value) is not dict:
        item.wrong_type("a Path Item Object", "error")
        return ()
    if not item.is_reference:
        return (item,)
    target = item.follow()
    return (item, target) if target is not None else (item,)


def _methods(layers: tuple[Node, ...]) -> Iterator[tuple[str, Node]]:
    seen = set()
    for layer in layers:
        for name in layer.value:
            if name in METHODS and name not in seen:
                seen.add(name)
                yield from _checked(name.upper(), layer.child(name))
        for name, node in layer.entries("additionalOperations"):
            yield from _checked(name, node)


def _checked(method: str, node: Node) -> Iterator[tuple[str, Node]]:
    if type(node.value) is dict:
        yield method, node
    else:
        node.wrong_type("an Operation Object", "error")


def _with_ids(every: list[Found]) -> list[Found]:
    """Give words made of method and path to the operations whose operationId is missing or taken."""
    taken: dict[str, Found] = {}
    nameless = []
    for found in every:
        if not found.id or taken.setdefault(found.id.lower(), found) is not found:
            nameless.append(found)
    made = {}
    for found in nameless:
        if found.id:
            other = taken[found.id.lower()].node.pointer
            message = f"operationId '{found.id}' is also that of {other}, ignoring case. Give each operation its own."
            found.node.child("operationId").report("operation-id-duplicate", message, "error")
        made[id(found)] = _made_id(found, taken)
    return [
        msgspec.structs.replace(found, id=made[id(found)], declared_id=False) if id(found) in made else found
        for found in every
    ]


def _made_id(found: Found, taken: dict[str, Found]) -> str:
    base = _WORD.sub("-", f"{found.method}-{found.path}").strip("-").lower()
    name, number = base, 2
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    taken[name] = found
    return name


def _first_text(layers: list[Node], key: str) -> str:
    return next((layer.text(key) for layer in layers if layer.value.get(key)), "")


def _servers(layers: list[Node]) -> tuple[Server, ...]:
    """The servers of the operation itself, else of its path item."""
    return next((found for layer in layers if "servers" in layer.value and (found := servers(layer))), ())


def _request_body(scope: Scope, node: Node, layers: list[Node]) -> RequestBody | None:
    if scope.is_swagger:
        return swagger.request_body(scope, layers, _media_types(scope, node, "consumes"))
    child = node.get("requestBody")
    return scope.shared(child, request_body) if child is not None else None


def _media_types(scope: Scope, node: Node, key: str) -> tuple[str, ...]:
    """`consumes` or `produces` of a Swagger 2.0 operation, else of the whole description."""
    if not scope.is_swagger:
        return ()
    return node.texts(key) if key in node.value else scope.origin.root.texts(key)


def _callbacks(scope: Scope, node: Node, within_callback: bool) -> tuple[Callback, ...]:
    if within_callback:
        if "callbacks" in node.value:
            node.child("callbacks").report("nested-callbacks", "Callbacks of a callback were left out.", "note")
        return ()
    found = (scope.shared(child, _callback, name) for name, child in node.entries("callbacks"))
    return tuple(callback for group in found for callback in group or ())


def _callback(scope: Scope, node: Node, name: str) -> tuple[Callback, ...]:
    """One callback a runtime expression (OpenAPI 3.1, 4.8.18)."""
    found = []
    for expression, item in node.members():
        layers = _layers(item)
        operations = []
        for method, child in _methods(layers):
            declared = child.text("operationId")
            own = declared or _WORD.sub("-", f"{name}-{method}").strip("-").lower()
            call = Found(method, expression, child, layers, own, bool(declared))
            operations.append(operation(scope, call, within_callback=True))
        found.append(Callback(name=name, expression=expression, operations=tuple(operations), source=item.source))
    return tuple(found)


def _may_stream(scope: Scope, found: Found, body: RequestBody | None) -> bool:
    """Whether the answer comes piece by piece on demand: by preset, or by a boolean `stream` in the body."""
    if scope.streams is not None and scope.streams(found.method, found.path):
        return True
    schemas = (scope.schemas.resolve(media_type.schema) for media_type in body.content) if body else ()
    return any(_has_stream_flag(scope, schema) for schema in schemas if schema is not None)


def _has_stream_flag(scope: Scope, schema: Schema) -> bool:
    parts = [schema, *(part for one in schema.all_of if (part := scope.schemas.resolve(one)) is not None)]
    for part in parts:
        for property_ in part.properties:
            if property_.name == "stream":
                flag = scope.schemas.resolve(property_.schema)
                variants = (flag, *(scope.schemas.resolve(one) for one in flag.any_of)) if flag else ()
                return any(one is not None and "boolean" in one.types for one in variants)
    return False


def _streaming(answers: tuple[Response, ...]) -> tuple[Response, ...]:
    """Mark the JSON of each success as streamed, where no media type says so by itself."""
    marked = []
    for answer in answers:
        if answer.status.startswith("2") and not any(body.stream for body in answer.content):
            content = tuple(
                msgspec.structs.replace(body, stream=True) if body.is_json else body for body in answer.content
            )
            answer = msgspec.structs.replace(answer, content=content)
        marked.append(answer)
    return tuple(marked)


def _replaced_by(scope: Scope, node: Node, method: str) -> str:
    keyword = next((keyword for keyword in _REPLACEMENT if keyword in node.value), None)
    wanted = node.text(keyword).strip() if keyword else ""
    if not keyword or not wanted:
        return ""
    for name in (wanted, f"{method} {wanted}"):
        if name in scope.addresses:
            return scope.addresses[name]
    message = f"'{wanted[:200]}' is no operationId and no 'METHOD /path' of this description."
    node.child(keyword).report("unknown-operation", message)
    return ""
