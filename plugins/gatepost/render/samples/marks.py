"""Marks that a sample carries until it is highlighted: which parts vary, and what literals they hold.

They are Unicode noncharacters. Every quoting function escapes what is not printable, so no value can forge one.
"""

SLOT = "\ufdd0"
STRING = "\ufdd1"
NUMBER = "\ufdd2"
CONSTANT = "\ufdd3"
END = "\ufdd4"

CLASSES = {STRING: "s", NUMBER: "m", CONSTANT: "kc"}
"""The mark that opens a literal, and the class that Pygments has for it."""


def slot(code: str) -> str:
    """Mark a part that differs from operation to operation; what stands between slots is highlighted only once."""
    return f"{SLOT}{code}{SLOT}"


def inner(literal: str) -> str:
    """Mark a string literal, quotes included, inside a slot."""
    return f"{STRING}{literal}{END}"


def string(literal: str) -> str:
    """Mark a string literal, quotes included, as a slot of its own."""
    return f"{SLOT}{STRING}{literal}{END}{SLOT}"


def strip(marked: str) -> str:
    """Return the sample without its marks."""
    for mark in (SLOT, STRING, END):
        marked = marked.replace(mark, "")
    if NUMBER in marked or CONSTANT in marked:
        marked = marked.replace(NUMBER, "").replace(CONSTANT, "")
    return marked
