"""Things in words, for messages."""

from gatepost.diff.rule import code
from gatepost.model.operation import Operation
from gatepost.model.parameter import Parameter
from gatepost.model.schema import Schema

LONGEST = 400
"""Characters of a description that a change carries."""


def name_of(operation: Operation) -> str:
    """Return what a message calls an operation: method and path, and its title where it has one."""
    return f"{code(operation.name)}" + (f" ({plain(operation.summary)})" if plain(operation.summary) else "")


def plain(text: str) -> str:
    """Return a description as one short line without what Markdown would make something of."""
    line = " ".join(text.split()).rstrip(".")
    kept = "".join(c for c in line if c not in "`*_[]<>\\")
    return kept if len(kept) <= 80 else f"{kept[:79]}…"


def is_compound(parameter: Parameter) -> bool:
    """Whether the style of a parameter shows: it is a list or an object, or nobody knows."""
    schema = parameter.schema
    if not isinstance(schema, Schema) or not schema.types:
        return True
    return bool({"array", "object"} & set(schema.types)) or parameter.style in ("label", "matrix")


def style_words(style: tuple[str, bool]) -> str:
    """Return style and explode (OpenAPI Parameter Object) in words."""
    name, explode = style
    return f"{name}, {'exploded' if explode else 'not exploded'}"
