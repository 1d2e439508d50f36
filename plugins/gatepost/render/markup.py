"""Escaping: every string of a description that reaches a page passes through here, or through `prose`."""

from markupsafe import Markup

__all__ = ["ANCHOR", "Markup", "attribute", "code", "text"]

ANCHOR = "\0"
"""Stands for the prefix of anchors in cached markup. No text can hold it: `text` and `attribute` replace it."""


def text(value: str) -> str:
    """Escape the content of an element."""
    if "&" in value:
        value = value.replace("&", "&amp;")
    if "<" in value:
        value = value.replace("<", "&lt;")
    if ">" in value:
        value = value.replace(">", "&gt;")
    return value.replace(ANCHOR, "\ufffd") if ANCHOR in value else value


def attribute(value: str) -> str:
    """Escape the value of an attribute; the template puts double quotes around it."""
    return text(value).replace('"', "&quot;")


def code(value: str) -> str:
    """Return a value as it is written in a program."""
    return f"<code>{text(value)}</code>"
