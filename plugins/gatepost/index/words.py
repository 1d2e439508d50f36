"""Text as words to search for: the same in an index as in a query.

`frontend/src/search/words.ts` does the same; tests/golden/words.json holds both to the same answers.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import chain

from gatepost.index.stem import stem

LONGEST = 40
"""Letters of the longest word; what is longer is a key or a digest."""
MOST_PIECES = 3
"""Pieces of a name in camel case that is a word as a whole as well, such as `GitHub`."""

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHE = re.compile(r"(?<=\w)['\u2019](?=\w)")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WITHOUT_SPACES = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")

STOP_WORDS = frozenset(
    "a about after all also am an and any are as at be been before being between both but by can could did do does "
    "doing don each for from further had has have having he her here hers him his how i if in into is it its just let "
    "ll me more most my no nor not of off on once only or other our ours out over own please re s same she should so "
    "some such t than that the their theirs them then there these they this those through to too under until up ve "
    "very was we were what when where which while who whom why will with would you your yours".split()
)


def fold(text: str) -> str:
    """Return text without accents, and letters of one kind: full-width forms and ligatures become plain."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.category(c).startswith("M"))


def surfaces(text: str) -> list[str]:
    """Return the words of a text in lower case, names split at their humps and punctuation, in their order."""
    return list(chain.from_iterable(map(smaller, runs(text))))


def runs(text: str) -> list[str]:
    """Return the runs of letters and digits of a text; `smaller` makes words of them."""
    folded = fold(text)
    if "'" in folded or "\u2019" in folded:
        folded = _APOSTROPHE.sub("", folded)
    return _WORD.findall(folded)


@lru_cache(maxsize=1 << 16)
def smaller(word: str) -> tuple[str, ...]:
    """Return the words of a run of letters and digits, in lower case."""
    if word.islower() or word.isnumeric():
        pieces = [word]
    else:
        pieces = _HUMP.split(word)
        if 1 < len(pieces) <= MOST_PIECES:
            pieces.append(word)
    found: list[str] = []
    for piece in pieces:
        small = piece.lower()
        if _WITHOUT_SPACES.search(small):
            found += _pairs(small)
        elif len(small) <= LONGEST:
            found.append(small)
    return tuple(found)


def words(text: str) -> list[str]:
    """Return the stems of a text's words in their order, stop words among them."""
    return [stemmed(word) for word in surfaces(text)]


@lru_cache(maxsize=1 << 17)
def stemmed(word: str) -> str:
    """Return the stem of a word in lower case; the last ones asked for are remembered."""
    return stem(word)


def squashed(text: str) -> str:
    """Return a name as it is compared whole: letters and digits in lower case, nothing between them."""
    return "".join(_WORD.findall(fold(text))).lower()


def _pairs(text: str) -> list[str]:
    """Return overlapping pairs of letters, for scripts that put no spaces between words."""
    return [text[index : index + 2] for index in range(max(len(text) - 1, 1))]
