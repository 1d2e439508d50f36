"""Prompts, resources and templates; and what entries of every list have in common."""

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from gatepost.model.prompt import Prompt, PromptArgument
from gatepost.model.resource import Resource, ResourceAnnotations, ResourceTemplate
from gatepost.model.tool import Icon
from gatepost.translate.node import Node

Built = TypeVar("Built")

_EXPRESSION = re.compile(r"\{[+#./;?&]?([^{}]+)\}")
_VARIABLE = re.compile(r"[A-Za-z0-9_.%]+")
_COMMON = frozenset(("name", "title", "description", "icons", "_meta"))


def entries(lists: Node, name: str, identity: str) -> Iterator[tuple[Node, str, str]]:
    """Yield node, identity and unique key of each usable entry of a list.

    `identity` is the member that a caller names it by (`name`, `uri`, `uriTemplate`). An entry without one is a
    problem and left out; a second one of the same identity is a problem and kept under the key `identity~2`.
    """
    taken: dict[str, int] = {}
    kind = _KINDS[name]
    for node in lists.elements(name) if type(lists.value) is dict else _items(lists):
        if type(node.value) is not dict:
            node.report(f"{kind}-not-an-object", f"This {kind} is not an object; it was left out.", "error")
            continue
        found = node.value.get(identity)
        if not isinstance(found, str) or not found:
            message = f"This {kind} has no '{identity}', so nothing can use it; it was left out. Name it."
            node.report(f"{kind}-without-{_kebab(identity)}", message, "error")
            continue
        count = taken[found] = taken.get(found, 0) + 1
        if count > 1:
            message = f"A {kind} '{found[:80]}' is listed already: which of them answers is not defined. Rename one."
            node.child(identity).report(f"{kind}-name-taken", message, "error")
        yield node, found, found if count == 1 else f"{found}~{count}"


_KINDS = {"tools": "tool", "prompts": "prompt", "resources": "resource", "resourceTemplates": "resource-template"}


def _items(node: Node) -> Iterator[Node]:
    for index in range(len(node.value)):
        yield node.child(index)


def _kebab(name: str) -> str:
    return "uri-template" if name == "uriTemplate" else name


def common(node: Node, *standard: str) -> dict[str, Any]:
    """Return the arguments that all of tools, prompts, resources and templates are built with."""
    raw = node.value
    meta = node.object("_meta")
    beyond = {key: value for key, value in raw.items() if key not in _COMMON and key not in standard}
    return {
        "title": node.text("title"),
        "description": node.text("description"),
        "icons": icons(node),
        "meta": meta.value if meta is not None else None,
        "extensions": beyond or None,
        "raw": raw,
        "source": node.source,
    }


def icons(node: Node) -> tuple[Icon, ...]:
    """Return the icons of an entry; those whose `src` is neither https nor an image as data are left out."""
    found = []
    for icon in node.elements("icons"):
        if type(icon.value) is not dict:
            icon.wrong_type("an object")
            continue
        src = icon.text("src")
        if not src.startswith(("https://", "data:image/", "/")) or src.startswith("//"):
            icon.report("unsafe-icon", f"'{src[:80]}' is neither an https nor a data:image URL; it was left out.")
            continue
        sizes = icon.value.get("sizes", ())
        found.append(
            Icon(
                src=src,
                mime_type=icon.text("mimeType"),
                sizes=icon.texts("sizes") if isinstance(sizes, list | tuple) else (icon.text("sizes"),),
                theme=icon.text("theme"),
            )
        )
    return tuple(found)


def prompts(lists: Node, server: str) -> tuple[Prompt, ...]:
    """Return the prompts of a server."""
    return _all(lists, "prompts", "name", lambda node, name, key: _prompt(node, name, key, server))


def _prompt(node: Node, name: str, key: str, server: str) -> Prompt:
    return Prompt(server=server, key=key, name=name, arguments=_arguments(node), **common(node, "arguments"))


def _arguments(prompt: Node) -> tuple[PromptArgument, ...]:
    found = []
    for node in prompt.elements("arguments"):
        if type(node.value) is not dict or not isinstance(node.value.get("name"), str):
            node.report("argument-without-name", "This argument has no 'name'; it was left out. Name it.", "error")
            continue
        found.append(
            PromptArgument(
                name=node.text("name"),
                title=node.text("title"),
                description=node.text("description"),
                required=node.flag("required"),
            )
        )
    return tuple(found)


def resources(lists: Node, server: str) -> tuple[Resource, ...]:
    """Return the resources of a server."""
    return _all(lists, "resources", "uri", lambda node, uri, key: _resource(node, uri, key, server))


def _resource(node: Node, uri: str, key: str, server: str) -> Resource:
    size = node.value.get("size")
    if size is not None and (type(size) is not int or size < 0):
        node.child("size").wrong_type("a whole number of bytes")
    return Resource(
        server=server,
        key=key,
        uri=uri,
        name=node.text("name"),
        mime_type=node.text("mimeType"),
        size=size if type(size) is int and size >= 0 else None,
        annotations=_annotations(node),
        **common(node, "uri", "mimeType", "size", "annotations"),
    )


def templates(lists: Node, server: str) -> tuple[ResourceTemplate, ...]:
    """Return the resource templates of a server."""
    return _all(lists, "resourceTemplates", "uriTemplate", lambda node, uri, key: _template(node, uri, key, server))


def _template(node: Node, uri: str, key: str, server: str) -> ResourceTemplate:
    return ResourceTemplate(
        server=server,
        key=key,
        uri_template=uri,
        variables=variables(uri),
        name=node.text("name"),
        mime_type=node.text("mimeType"),
        annotations=_annotations(node),
        **common(node, "uriTemplate", "mimeType", "annotations"),
    )


def variables(template: str) -> tuple[str, ...]:
    """Return the names in a URI template (RFC 6570 section 2.3), each once.

    >>> variables("repo://{owner}/{name}{?ref,path*}")
    ('owner', 'name', 'ref', 'path')
    """
    names = (part for found in _EXPRESSION.findall(template) for part in found.split(","))
    matches = (_VARIABLE.match(name.strip()) for name in names)
    return tuple(dict.fromkeys(match[0] for match in matches if match))


def _annotations(node: Node) -> ResourceAnnotations:
    found = node.object("annotations")
    if found is None:
        return ResourceAnnotations()
    priority = found.value.get("priority")
    return ResourceAnnotations(
        audience=found.texts("audience"),
        priority=priority if type(priority) in (int, float) else None,
        last_modified=found.text("lastModified"),
    )


def _all(lists: Node, name: str, identity: str, build: Callable[[Node, str, str], Built]) -> tuple[Built, ...]:
    if type(lists.value) is not dict:
        return ()
    return tuple(build(node, found, key) for node, found, key in entries(lists, name, identity))
