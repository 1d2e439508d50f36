"""JSON text to a tree."""

import math
import re
from typing import Any

import jiter

from gatepost.load.budgets import MAX_DEPTH, MAX_NUMBER_LENGTH
from gatepost.load.fault import Fault
from gatepost.load.json_lines import JsonLines
from gatepost.load.text import check_utf8
from gatepost.model.schema import Json

_PLACE = re.compile(r" at line (\d+) column (\d+)$")
_LARGE_EXPONENTS = tuple(re.compile(rb"%c\+?[0-9]{3,}\s*[,\]}]" % letter) for letter in b"eE")
"""One letter each: a pattern that starts with a literal is searched five times as fast."""


def read_json(content: bytes) -> tuple[Json, JsonLines]:
    """Return the tree and the lines of UTF-8 JSON. Raises Fault with line and cause.

    A key that is written twice in one object is a fault: parsers disagree on which of the two counts.
    """
    try:
        root = jiter.from_json(content, catch_duplicate_keys=True, allow_inf_nan=False)
    except ValueError as error:
        check_utf8(content)
        raise _fault(str(error), content) from None
    lines = JsonLines(content)
    # The parser turns 1e999 into infinity. Only a file with so large an exponent pays for the search.
    if any(exponent.search(content) for exponent in _LARGE_EXPONENTS):
        _refuse_infinity(root, lines)
    return root, lines


def _fault(cause: str, content: bytes) -> Fault:
    match = _PLACE.search(cause)
    line, column = (int(match[1]), int(match[2])) if match else (0, 0)
    cause = _PLACE.sub("", cause)
    if cause.startswith("Detected duplicate key"):
        return _duplicate_fault(cause, content, line, column)
    if cause.startswith("recursion limit"):
        return Fault("too-deep", f"More than {MAX_DEPTH} levels of nesting. Name inner parts and refer to them.", line)
    if cause.startswith("number out of range"):
        return Fault("number-too-long", f"A number has more than {MAX_NUMBER_LENGTH:,} digits.", line)
    return Fault("not-json", f"Not JSON: {cause} at column {column}. Correct the file.", line)


def _duplicate_fault(cause: str, content: bytes, line: int, column: int) -> Fault:
    key = cause.removeprefix("Detected duplicate key ").strip('"')
    start = 0
    for _ in range(line - 1):
        start = content.index(b"\n", start) + 1
    offset = len(content[: start + column - 1].decode("utf-8", "ignore"))
    try:
        pointer = JsonLines(content).pointer_at(offset)
    except (ValueError, IndexError, RecursionError):  # what follows the key may be broken as well
        pointer = ""
    return Fault("duplicate-key", f"The key '{key}' stands twice in one object. Keep one of the two.", line, pointer)


def _refuse_infinity(root: Json, lines: JsonLines) -> None:
    stack: list[tuple[str, Any]] = [("", root)]
    while stack:
        pointer, value = stack.pop()
        if isinstance(value, dict):
            stack.extend((f"{pointer}/{key}", child) for key, child in value.items())
        elif isinstance(value, list):
            stack.extend((f"{pointer}/{index}", child) for index, child in enumerate(value))
        elif isinstance(value, float) and math.isinf(value):
            raise Fault("number-too-large", "A number is too large for a double.", lines.line(pointer), pointer)
