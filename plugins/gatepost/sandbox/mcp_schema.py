"""Judges values by the schemas of tools, which stand alone: every `$ref` leads into the schema itself."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from gatepost.sandbox.schema import UnresolvedError, Validator

LONGEST_CHAIN = 20


def faults_of(schema: Any, value: Any) -> list[str]:
    """What is wrong with a value, in words; nothing where the schema itself cannot be followed."""

    def resolve(node: Any) -> Any:
        for _ in range(LONGEST_CHAIN):
            if not isinstance(node, dict) or "$ref" not in node:
                return node
            node = _at(schema, str(node["$ref"]))
        return True

    return [str(fault) for fault in Validator(resolve, writing=True).faults(schema, value)]


def unsound(schema: Any) -> str | None:
    """What keeps a schema from being one of a tool's input, or None: another root than an object, a lost `$ref`."""
    if not isinstance(schema, dict) or schema.get("type") != "object":
        return "its root must have the type object"
    for reference in _references(schema):
        try:
            _at(schema, reference)
        except UnresolvedError:
            return f"its $ref {reference} leads nowhere"
    return None


def _references(node: Any) -> Iterator[str]:
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    if isinstance(node, dict) and isinstance(node.get("$ref"), str):
        yield node["$ref"]
    for one in inner:
        yield from _references(one)


def with_defaults(schema: Any, arguments: dict[str, Any]) -> dict[str, Any]:
    """The arguments with the defaults of the schema's own properties."""
    properties = schema.get("properties") if isinstance(schema, dict) else None
    given = properties.items() if isinstance(properties, dict) else ()
    defaults = {name: deepcopy(one["default"]) for name, one in given if isinstance(one, dict) and "default" in one}
    return {**defaults, **arguments}


def _at(schema: Any, reference: str) -> Any:
    """The place that a reference names; raises UnresolvedError for one that leads out or nowhere."""
    if not reference.startswith("#"):
        raise UnresolvedError(reference)
    for token in reference[1:].split("/")[1:]:
        token = token.replace("~1", "/").replace("~0", "~")
        try:
            schema = schema[int(token)] if isinstance(schema, list) else schema[token]
        except (KeyError, IndexError, ValueError, TypeError):
            raise UnresolvedError(reference) from None
    return schema
