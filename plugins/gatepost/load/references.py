"""Which files the `$ref`s of a tree name."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from gatepost.model.schema import Json
from gatepost.model.source import escape

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_LITERAL_FIELDS = frozenset(("example", "default", "enum", "const", "value"))
"""Fields whose content is data of the author's, where `$ref` means nothing."""

_NAME_MAPS = frozenset(
    "properties patternProperties dependentSchemas definitions $defs schemas responses parameters requestBodies headers"
    " securitySchemes securityDefinitions links callbacks pathItems paths webhooks content mediaTypes variables".split()
)
"""Fields whose keys are names of the author's: a property may well be called `default`, or `$ref`."""


def references(root: Json) -> Iterator[tuple[str, str]]:
    """Yield pointer and text of every `$ref` that is one: a string in a place where a Reference Object may stand."""
    stack: list[tuple[str, Json, bool]] = [("", root, False)]
    while stack:
        pointer, value, names = stack.pop()
        if isinstance(value, list):
            stack.extend((f"{pointer}/{index}", child, False) for index, child in enumerate(value))
        elif isinstance(value, dict):
            reference = value.get("$ref")
            if isinstance(reference, str) and not names:
                yield pointer, reference
            for key, child in value.items():
                if isinstance(child, dict | list) and (names or not _is_literal(key, child)):
                    place = f"{pointer}/{escape(key)}"
                    stack.append((place, child, not names and (key in _NAME_MAPS or key == "examples")))


def _is_literal(key: str, child: Json) -> bool:
    # The `examples` of a schema are a list of values, those of a media type a map of Example Objects.
    return key in _LITERAL_FIELDS or key.startswith("x-") or (key == "examples" and isinstance(child, list))


def file_part(reference: str) -> str:
    """Return the decoded file part of a reference, empty for one within its own file."""
    return unquote(reference.partition("#")[0])


def scheme(reference: str) -> str:
    """Return the scheme of a reference that is an absolute URI, such as `https`; else an empty string."""
    match = _SCHEME.match(reference)
    return match[0][:-1].lower() if match else ""
