"""Letters that look like other letters (Unicode Technical Standard 39)."""

import re
import unicodedata
from functools import cache

_WITHIN_ASCII = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("0", "o"), ("1", "l"), ("i", "l"), ("5", "s"), ("|", "l"))
"""Letters that look alike in many fonts; the tables of Unicode have few of them."""

_WORD = re.compile(r"\w+")


def skeleton(name: str) -> str:
    """Return what a name looks like: equal for names that are easily taken for each other.

    >>> skeleton("read_fi1e") == skeleton("read_file")
    True
    """
    plain = unicodedata.normalize("NFKD", name)
    if not plain.isascii():
        latin = _latin()
        plain = "".join(latin.get(character, character) for character in plain if not unicodedata.combining(character))
    plain = plain.lower()
    for like, letter in _WITHIN_ASCII:
        plain = plain.replace(like, letter)
    return plain


def imitates_latin(name: str) -> bool:
    """Whether Latin letters stand in a name with others that look Latin, or every letter looks Latin and none is."""
    letters = [character for character in name if character.isalpha()]
    foreign = [character for character in letters if not _is_latin(character)]
    alike = [character for character in foreign if character in _latin()]
    return bool(alike) and (len(foreign) < len(letters) or len(alike) == len(letters))


def as_read(text: str) -> str:
    """Return a text as a model reads it: letters of other styles made plain, imitations of Latin ones made Latin."""
    if text.isascii():
        return text
    return _WORD.sub(_word_as_read, unicodedata.normalize("NFKC", text))


def _word_as_read(match: re.Match[str]) -> str:
    word = match[0]
    if word.isascii() or not imitates_latin(word):
        return word
    return "".join(_latin().get(character, character) for character in word)


def _is_latin(character: str) -> bool:
    return "LATIN" in unicodedata.name(character, "")


@cache
def _latin() -> dict[str, str]:
    """ASCII letters and digits by the characters that look like them (Unicode's confusables)."""
    from confusable_homoglyphs.confusables import (  # type: ignore[import-untyped,import-not-found,unused-ignore]
        confusables_data,
    )

    found: dict[str, str] = {}
    for character, alike in confusables_data.items():
        plain = [entry["c"] for entry in alike if entry["c"].isascii() and entry["c"].isalnum()]
        if len(character) == 1 and not character.isascii() and plain:
            found[character] = min(plain, key=lambda letter: (len(letter), letter.lower() != letter))
    return found
