"""Defaults that their own schema refuses."""

from collections.abc import Iterator
from typing import Any

import jsonschema_rs as rs

from gatepost.honesty.rule import MAX_EXCERPT, BaseRule, Finding, Subject
from gatepost.model.source import SourceLocation
from gatepost.model.tool import Tool

_MAX_SCHEMAS = 2_000


class Defaults(BaseRule):
    """An agent that leaves a parameter out relies on the default; one that the schema refuses will fail, or worse."""

    id = "default-invalid"
    title = "A default does not fit the schema that it stands in."
    severity = "warning"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Yield one finding a default."""
        for tool in subject.server.tools:
            schema = tool.raw.get("inputSchema") if isinstance(tool.raw, dict) else None
            if isinstance(schema, dict):
                for found, place in _with_default(schema, tool.source.child("inputSchema")):
                    yield from self._judged(tool, found, schema, place)

    def _judged(
        self, tool: Tool, schema: dict[str, Any], root: dict[str, Any], place: SourceLocation
    ) -> Iterator[Finding]:
        beside: dict[str, Any] = {key: root[key] for key in ("$defs", "definitions", "$schema") if key in root}
        try:
            validator = rs.validator_for({**beside, **schema}, offline=True)
            fits = validator.is_valid(schema["default"])
        except (ValueError, rs.ReferencingError):  # the schema itself is at fault: another rule says so
            return
        if not fits:
            message = "This default does not fit its own schema. Correct the default, or the schema."
            yield self.finding(message, tool.address, place.child("default"), repr(schema["default"])[:MAX_EXCERPT])


def _with_default(root: dict[str, Any], source: SourceLocation) -> Iterator[tuple[dict[str, Any], SourceLocation]]:
    """Schemas that have a default, each with its place; a property may be called `default`, so names are skipped."""
    waiting: list[tuple[Any, SourceLocation, bool]] = [(root, source, False)]
    for _ in range(_MAX_SCHEMAS):
        if not waiting:
            return
        value, place, names = waiting.pop()
        if isinstance(value, dict):
            if "default" in value and not names and value["default"] is not None:
                yield value, place
            waiting.extend(
                (
                    item,
                    place.child(key),
                    not names and key in ("properties", "patternProperties", "$defs", "definitions"),
                )
                for key, item in value.items()
                if names or key not in ("default", "const", "enum", "examples")
            )
        elif isinstance(value, list):
            waiting.extend((item, place.child(index), False) for index, item in enumerate(value))
