"""Parameters that a client sends as HTTP headers too (`x-mcp-header`, MCP 2026-07-28)."""

import re
from collections.abc import Iterator

from gatepost.translate.node import Node

KEYWORD = "x-mcp-header"
PREFIX = "Mcp-Param-"

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_TYPES = ("string", "integer", "boolean")
_NESTED = frozenset(("items", "anyOf", "oneOf", "allOf", "not", "$defs", "definitions", "additionalProperties"))


def header_parameters(root: Node) -> tuple[tuple[str, str], ...]:
    """Return pairs of parameter (`filter.region`) and header (`Mcp-Param-Region`).

    What breaks the rules is a problem: clients drop a tool with an invalid one.
    """
    found: dict[str, tuple[str, str]] = {}
    for node, path in _marked(root):
        name = node.value[KEYWORD]
        if not path:
            _refuse(node, "it stands where no fixed path of 'properties' leads")
        elif not isinstance(name, str) or not _TOKEN.fullmatch(name):
            _refuse(node, "its value is no name of a header")
        elif node.value.get("type") not in _TYPES:
            _refuse(node, f"the type is not one of {', '.join(_TYPES)}")
        elif name.lower() in found:
            _refuse(node, f"'{name}' is used twice")
        else:
            found[name.lower()] = (path, PREFIX + name)
    return tuple(found.values())


def _refuse(node: Node, cause: str) -> None:
    message = f"'{KEYWORD}' is invalid here, since {cause}: clients have to drop the whole tool."
    node.child(KEYWORD).report("header-parameter-invalid", message, "error")


def _marked(root: Node) -> Iterator[tuple[Node, str]]:
    """Yield each schema with the keyword, and its path; an empty one where only some values lead to it."""
    waiting = [(root, "", True)]
    while waiting:
        node, path, is_fixed = waiting.pop()
        if type(node.value) is list:
            waiting.extend((node.child(index), path, is_fixed) for index in range(len(node.value)))
        if type(node.value) is not dict:
            continue
        if KEYWORD in node.value:
            yield node, path if is_fixed else ""
        properties = node.value.get("properties")
        for name in reversed(properties) if type(properties) is dict else ():
            below = f"{path}.{name}" if path else str(name)
            waiting.append((node.child("properties").child(name), below, is_fixed))
        waiting.extend((node.child(key), path, False) for key in node.value if key in _NESTED)
