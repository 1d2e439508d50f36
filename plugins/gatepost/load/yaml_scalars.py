"""Plain scalars of YAML by the core schema (YAML 1.2.2, section 10.3)."""

import math
import re

from gatepost.load.budgets import MAX_NUMBER_LENGTH
from gatepost.model.schema import Json

_TAG = "tag:yaml.org,2002:"
_WORDS: dict[str, Json] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NUMERIC_START = frozenset("-+.0123456789")
_integer = re.compile(r"[-+]?[0-9]+").fullmatch
_octal = re.compile(r"0o[0-7]+").fullmatch
_hexadecimal = re.compile(r"0x[0-9a-fA-F]+").fullmatch
_float = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?").fullmatch
_not_finite = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)").fullmatch


def plain_value(text: str) -> Json:
    """Return the value of a plain scalar: null, boolean, integer, float or, failing these, the text itself.

    Raises ValueError with the cause for numbers that JSON cannot express.
    """
    if text in _WORDS:
        return _WORDS[text]
    return _number(text) if text[0] in _NUMERIC_START else text


def tagged_value(text: str, tag: str) -> Json:
    """Return the value of a scalar with an explicit tag. Raises ValueError with the cause."""
    kind = tag.removeprefix(_TAG)
    if tag == "!" or kind == "str":
        return text
    expected = {"null": type(None), "bool": bool, "int": int, "float": (float, int)}.get(kind)
    if expected is None or not tag.startswith(_TAG):
        raise ValueError(f"the tag '{shown_tag(tag)}' is not one of the core schema")
    value = plain_value(text)
    if not isinstance(value, expected):  # type: ignore[arg-type]
        raise ValueError(f"'{text[:40]}' is not of the type that its tag '{shown_tag(tag)}' names")
    return float(value) if kind == "float" else value


def shown_tag(tag: str) -> str:
    """Return a tag as authors write it, `!!int` for `tag:yaml.org,2002:int`."""
    return "!!" + tag.removeprefix(_TAG) if tag.startswith(_TAG) else tag


def _number(text: str) -> Json:
    if len(text) > MAX_NUMBER_LENGTH:
        if _float(text) or _hexadecimal(text) or _octal(text):
            raise ValueError(f"a number has more than {MAX_NUMBER_LENGTH:,} characters")
        return text
    if _integer(text):
        return int(text)
    if _octal(text) or _hexadecimal(text):
        return int(text[2:], 8 if text[1] == "o" else 16)
    if _not_finite(text):
        raise ValueError(f"'{text}' is a number that JSON does not have; quote it if it is meant as text")
    return _finite(text) if _float(text) else text


def _finite(text: str) -> float:
    value = float(text)
    if math.isinf(value):
        raise ValueError(f"'{text[:40]}' is too large for a double")
    return value
