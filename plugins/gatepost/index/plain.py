"""Markdown and HTML as plain words."""

import re
from functools import lru_cache

LONGEST = 2000
"""Letters of a description that are looked at; what matters stands first."""

_FENCE = re.compile(r"```.*?(?:```|$)|~~~.*?(?:~~~|$)", re.DOTALL)
_LINK = re.compile(r"!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])")
_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,500}>")
_MARK = re.compile(r"[`*|]+|^\s*(?:#+|[-+>]|\d+\.)\s+", re.MULTILINE)


@lru_cache(maxsize=1 << 14)
def plain(source: str, longest: int = LONGEST) -> str:
    """Return the words of a Markdown text on one line, without its marks, at most so many letters."""
    text = source[: longest * 2]
    if "```" in text or "~~~" in text:
        text = _FENCE.sub(" ", text)
    if "[" in text:
        text = _LINK.sub(r"\1", text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    return " ".join(_MARK.sub(" ", text).split())[:longest]
