"""What is wrong with a value, in words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a value, and where in it (a JSON pointer, empty for the whole value)."""

    pointer: str
    message: str

    def __str__(self) -> str:
        return f"{self.pointer or '/'}: {self.message}"


def escape(token: object) -> str:
    """One token of a JSON pointer (RFC 6901)."""
    return str(token).replace("~", "~0").replace("/", "~1")


def with_kind(value: Any, kind: str) -> str:
    """A value after its JSON type; of arrays, objects and null the type says enough."""
    return f"the {kind} {shown(value)}" if kind in ("string", "integer", "number", "boolean") else kind


def shown(value: Any) -> str:
    """A value as JSON, cut after sixty characters."""
    text = json.dumps(value, ensure_ascii=False, default=repr)
    return text if len(text) <= 60 else f"{text[:57]}..."


def listed(values: list[Any]) -> str:
    """The first twelve values."""
    first = ", ".join(map(shown, values[:12]))
    return first if len(values) <= 12 else f"{first} and {len(values) - 12} more"


def known_names(properties: dict[str, Any]) -> str:
    """The names a schema knows, as an aside."""
    return f" (known: {', '.join(list(properties)[:12])})" if properties else ""
