"""Things in words, for messages."""

import re
from itertools import takewhile

from gatepost.diff.rule import code
from gatepost.model.operation import Operation
from gatepost.model.parameter import Parameter
from gatepost.model.schema import Schema

LONGEST = 400
"""Characters of a description that a change carries."""
BEFORE = 8
"""Words that stand before the first one that differs."""
_TARGET = re.compile(r"(?<=\])\([^()\s]*\)|(?<=href=)\"[^\"]*\"")


def name_of(operation: Operation) -> str:
    """Return what a message calls an operation: method and path, and its title where it has one."""
    return f"{code(operation.name)}" + (f" ({plain(operation.summary)})" if plain(operation.summary) else "")


def plain(text: str) -> str:
    """Return a description as one short line without what Markdown would make something of."""
    line = " ".join(text.split()).rstrip(".")
    kept = "".join(c for c in line if c not in "`*_[]<>\\")
    return kept if len(kept) <= 80 else f"{kept[:79]}…"


def spoken(text: str) -> list[str]:
    """Return the words of a description as a reader sees them: where its links lead is left out."""
    return _TARGET.sub("", text).split()


def excerpts(old: str, new: str) -> tuple[str, str]:
    """Return what differs in two descriptions, from shortly before the first word that does."""
    before, after = old.split(), new.split()
    same = sum(1 for _ in takewhile(lambda words: words[0] == words[1], zip(before, after, strict=False)))
    start = max(0, same - BEFORE)
    return _cut(before, start), _cut(after, start)


def _cut(words: list[str], start: int) -> str:
    text = ("… " if start else "") + " ".join(words[start:])
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


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
