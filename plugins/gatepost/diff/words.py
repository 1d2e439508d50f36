"""How alike names and texts are."""

import re
from difflib import SequenceMatcher
from functools import lru_cache

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_LITTLE = frozenset("a an and by for from in of on or the to v with".split())


@lru_cache(maxsize=16384)
def parts(name: str) -> frozenset[str]:
    """Return the words of a name in lower case: `createMcpServer` has create, mcp and server."""
    return frozenset(word.lower() for word in _WORD.findall(name)) - _LITTLE


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of words that two sets have in common (Jaccard)."""
    return len(one & other) / len(one | other) if one or other else 1.0


@lru_cache(maxsize=16384)
def likeness(one: str, other: str) -> float:
    """Return how alike two names are, from 0 to 1: words they share, or letters where they have one word each."""
    if one.replace("_", "").replace("-", "").lower() == other.replace("_", "").replace("-", "").lower():
        return 1.0
    old, new = parts(one), parts(other)
    if len(old) > 1 or len(new) > 1:
        return 0.4 + 0.5 * overlap(old, new) if old & new else 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio() * 0.8
