"""The stems of English words: Porter2 (the Snowball project's English stemmer) without its list of exceptions.

`frontend/src/search/stem.ts` does the same; tests/golden/stems.json holds both to the same answers.
"""

import re

_PLAIN = re.compile(r"[a-z]{3,}")
_CONSONANT_Y = re.compile(r"(^|[aeiouy])y")
_FIXED_REGION = re.compile(r"gener|commun|arsen|emerg|inter|later|organ|univers")
_REGION = re.compile(r"[aeiouy][^aeiouy]")
_VOWEL = re.compile(r"[aeiouy]")
_PAST = re.compile(r"(?:ed|ing)(?:ly)?$")
_DOUBLE = re.compile(r"(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$")
_SHORT = re.compile(r"(?:[^aeiouy][aeiouy][^aeiouywxY]|^[aeiouy][^aeiouy])$")
_PLURAL = re.compile(r"[aeiouy].*[^us]s$")
_VERY_SHORT_IE = 4

Endings = tuple[tuple[str, str, str], ...]
"""Endings, longest first: the ending, what stands in its place, letters of which one must stand before it."""

_STEP_2: Endings = (
    ("ational", "ate", ""), ("tional", "tion", ""), ("ization", "ize", ""), ("fulness", "ful", ""),
    ("ousness", "ous", ""), ("iveness", "ive", ""), ("biliti", "ble", ""), ("lessli", "less", ""),
    ("ation", "ate", ""), ("entli", "ent", ""), ("ousli", "ous", ""), ("fulli", "ful", ""), ("aliti", "al", ""),
    ("alism", "al", ""), ("iviti", "ive", ""), ("enci", "ence", ""), ("anci", "ance", ""), ("abli", "able", ""),
    ("izer", "ize", ""), ("ator", "ate", ""), ("alli", "al", ""), ("bli", "ble", ""), ("ogi", "og", "l"),
    ("li", "", "cdeghkmnrt"),
)  # fmt: skip
_STEP_3: Endings = (
    ("ational", "ate", ""), ("tional", "tion", ""), ("alize", "al", ""), ("icate", "ic", ""), ("iciti", "ic", ""),
    ("ical", "ic", ""), ("ness", "", ""), ("ful", "", ""),
)  # fmt: skip
_STEP_4: Endings = (
    ("ement", "", ""), ("ance", "", ""), ("ence", "", ""), ("able", "", ""), ("ible", "", ""), ("ment", "", ""),
    ("ant", "", ""), ("ent", "", ""), ("ism", "", ""), ("ate", "", ""), ("iti", "", ""), ("ous", "", ""),
    ("ive", "", ""), ("ize", "", ""), ("ion", "", "st"), ("al", "", ""), ("er", "", ""), ("ic", "", ""),
)  # fmt: skip
_ANY = {endings: tuple(ending for ending, _, _ in endings) for endings in (_STEP_2, _STEP_3, _STEP_4)}


def stem(word: str) -> str:
    """Return the stem of a word in lower case; what is not three or more of `a` to `z` stays as it is."""
    if not _PLAIN.fullmatch(word):
        return word
    if "y" in word:
        word = _CONSONANT_Y.sub(r"\1Y", word)
    fixed = _FIXED_REGION.match(word)
    first = fixed.end() if fixed else _region(word, 0)
    second = _region(word, first)
    word = _past(_plural(word), first)
    if len(word) > 2 and word[-1] in "yY" and word[-2] not in "aeiouy":
        word = word[:-1] + "i"
    word = _ended(word, _STEP_2, first)
    word = _ended(word, _STEP_3, first)
    if word.endswith("ative") and len(word) - 5 >= second:
        word = word[:-5]
    word = _ended(word, _STEP_4, second)
    return _final(word, first, second).lower()


def _region(word: str, start: int) -> int:
    found = _REGION.search(word, start)
    return found.end() if found else len(word)


def _plural(word: str) -> str:
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith(("ied", "ies")):
        return word[:-2] if len(word) > _VERY_SHORT_IE else word[:-1]
    return word[:-1] if _PLURAL.search(word) and _VOWEL.search(word[:-2]) else word


def _past(word: str, first: int) -> str:
    for ending in ("eedly", "eed"):
        if word.endswith(ending):
            return word[: 2 - len(ending)] + "" if len(word) - len(ending) >= first else word
    found = _PAST.search(word)
    if not found or not _VOWEL.search(word, 0, found.start()):
        return word
    word = word[: found.start()]
    if word.endswith(("at", "bl", "iz")):
        return word + "e"
    if _DOUBLE.search(word) and len(word) > 3:
        return word[:-1]
    return word + "e" if len(word) <= first and _SHORT.search(word) else word


def _ended(word: str, endings: Endings, region: int) -> str:
    # Most words have none of them: one look tells.
    if not word.endswith(_ANY[endings]):
        return word
    for ending, instead, before in endings:
        if word.endswith(ending):
            start = len(word) - len(ending)
            if start < region or (before and word[start - 1] not in before):
                return word
            return word[:start] + instead
    return word


def _final(word: str, first: int, second: int) -> str:
    last = len(word) - 1
    if word.endswith("e"):
        if last >= second or (last >= first and not _SHORT.search(word[:-1])):
            return word[:-1]
    elif word.endswith("ll") and last >= second:
        return word[:-1]
    return word
