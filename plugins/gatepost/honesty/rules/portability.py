"""Schemas that some agents refuse."""

import re
from collections.abc import Iterator
from typing import Any

from gatepost.honesty.rule import BaseRule, Finding, Subject
from gatepost.model.tool import Tool

_NAME = re.compile(r"[A-Za-z0-9_.-]{1,64}")
_TOOL_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
_AT_ROOT = ("oneOf", "anyOf", "allOf", "not", "enum", "if")
_MAPS = frozenset(("properties", "patternProperties", "$defs", "definitions", "dependentSchemas"))
_DATA = frozenset(("default", "const", "enum", "examples"))
_FEW_KNOW = {
    "patternProperties": "'patternProperties'",
    "unevaluatedProperties": "'unevaluatedProperties'",
    "dependentSchemas": "'dependentSchemas'",
    "dependencies": "'dependencies' of draft-07",
    "if": "'if'",
    "$dynamicRef": "'$dynamicRef'",
    "propertyNames": "'propertyNames'",
}
MAX_SCHEMAS = 5_000
"""Schemas looked at in one tool."""


class Portability(BaseRule):
    """What the large model services do not take, or take and ignore."""

    id = "schema-not-portable"
    title = "The input schema uses what some agents refuse or ignore."
    severity = "note"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Yield one finding a tool, with everything that was found."""
        for tool in subject.server.tools:
            schema = tool.raw.get("inputSchema") if isinstance(tool.raw, dict) else None
            found = list(dict.fromkeys((*_names(tool), *(_issues(schema) if isinstance(schema, dict) else ()))))
            if found:
                message = f"Not every agent takes this: {'; '.join(found[:6])}."
                yield self.finding(message, tool.address, tool.source.child("inputSchema"), "")


def _names(tool: Tool) -> Iterator[str]:
    if not _TOOL_NAME.fullmatch(tool.name):
        yield "a tool name that is not 1 to 64 of A-Z a-z 0-9 _ -"


def _issues(root: dict[str, Any]) -> Iterator[str]:
    for keyword in _AT_ROOT:
        if keyword in root:
            yield f"'{keyword}' at the root"
    waiting: list[Any] = [root]
    for _ in range(MAX_SCHEMAS):
        if not waiting:
            return
        schema = waiting.pop()
        if isinstance(schema, list):
            waiting.extend(schema)
        elif isinstance(schema, dict):
            yield from _of_schema(schema)
            for keyword, value in schema.items():
                if keyword in _MAPS and isinstance(value, dict):
                    waiting.extend(value.values())
                elif keyword not in _DATA:
                    waiting.append(value)


def _of_schema(schema: dict[str, Any]) -> Iterator[str]:
    reference = schema.get("$ref")
    if isinstance(reference, str):
        if not reference.startswith("#"):
            yield "a '$ref' that leaves the schema"
        elif not reference.startswith(("#/$defs/", "#/definitions/")):
            yield f"a '$ref' to {reference[:40]!r}, outside '$defs'"
    if isinstance(schema.get("items"), list):
        yield "a list of schemas as 'items' (draft-07; now 'prefixItems')"
    if any(isinstance(schema.get(bound), bool) for bound in ("exclusiveMinimum", "exclusiveMaximum")):
        yield "a boolean 'exclusiveMinimum' or 'exclusiveMaximum' (draft-04)"
    if isinstance(schema.get("required"), bool):
        yield "a boolean 'required' (draft-03)"
    if schema.get("type") == "array" and not {"items", "prefixItems"}.intersection(schema):
        yield "an array without 'items'"
    for keyword, words in _FEW_KNOW.items():
        if keyword in schema:
            yield words
    properties = schema.get("properties")
    for name in properties if isinstance(properties, dict) else ():
        if not _NAME.fullmatch(name):
            yield f"a property called {name[:40]!a}"
