"""JSON objects as typed clients show them."""

from __future__ import annotations

import json
import re
from typing import Any


class Thing:
    """A JSON object whose members are attributes, in snake case too; one that is not there is None."""

    def __init__(self, members: dict[str, Any]) -> None:
        self._members = members

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        members = self._members
        return thing(members.get(name, members.get(re.sub("_([a-z])", lambda found: found[1].upper(), name))))

    def model_dump(self) -> dict[str, Any]:
        """Return it as plain values."""
        return self._members

    def model_dump_json(self, indent: int | None = None) -> str:
        """Return it as JSON."""
        return json.dumps(self._members, indent=indent, ensure_ascii=False)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Thing) and self._members == other._members

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={thing(it)!r}' for name, it in self._members.items())})"


def thing(value: Any) -> Any:
    """Return a value of JSON with its objects as things."""
    if isinstance(value, list):
        return [thing(one) for one in value]
    return Thing(value) if isinstance(value, dict) else value
