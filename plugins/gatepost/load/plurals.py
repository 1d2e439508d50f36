"""The regular plural of English nouns; others are said in the glossary."""

import re

_HISSES = ("s", "x", "z", "ch", "sh")


def plural(name: str) -> str:
    """Return the plural of the last word of a name; a name that ends in `s` is taken for one already.

    An acronym gains a small `s`.
    """
    if not name or not name[-1].isalpha() or re.search(r"[^s]s$", name):
        return name
    if name.rpartition(" ")[2].isupper():
        return f"{name}s"
    if name.endswith(_HISSES):
        return f"{name}es"
    if name.endswith("y") and name[-2:-1] not in "aeiou":
        return f"{name[:-1]}ies"
    return f"{name}s"
