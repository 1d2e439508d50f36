"""Types of values in words, and which take in which."""

from collections.abc import Set

_ARTICLES = {"integer": "a whole number", "number": "a number", "string": "text", "boolean": "true or false"}
_NOUNS = {**_ARTICLES, "array": "a list", "object": "an object", "null": "null"}


def words(types: Set[str]) -> str:
    """Return types as words: `text or a list`."""
    return " or ".join(_NOUNS.get(one, one) for one in sorted(types)) or "anything"


def is_wider(old: Set[str], new: Set[str]) -> bool:
    """Whether whatever had one of the old types has one of the new, and more has."""
    return bool(old) and bool(new) and old != new and _takes_in(new, old) and not _takes_in(old, new)


def is_unrelated(old: Set[str], new: Set[str]) -> bool:
    """Whether neither takes in the other."""
    return bool(old) and bool(new) and not _takes_in(new, old) and not _takes_in(old, new)


def _takes_in(wide: Set[str], narrow: Set[str]) -> bool:
    return all(one in wide or (one == "integer" and "number" in wide) for one in narrow)
