"""Many phrases found in text at once: the time follows the text, not the number of phrases."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Generic, TypeVar

import msgspec

WORD = re.compile(r"\w+")
_BETWEEN = re.compile(r"[\s\u00a0]+|[-\u2010\u2011]\s*")
"""What may stand between two words of a phrase: white space, or a hyphen where the phrase has either."""
_ENTITY_START = re.compile(r"&#?\Z")
Meaning = TypeVar("Meaning")


class Phrase(msgspec.Struct, Generic[Meaning], frozen=True, eq=False):
    """One spelling: `words` are its words in lower case, `text` is it as written; `exact` says that case counts."""

    text: str
    words: tuple[str, ...]
    meaning: Meaning
    exact: bool = False


class Found(msgspec.Struct, Generic[Meaning], frozen=True, eq=False):
    """A phrase in a text, from `start` to `end`."""

    start: int
    end: int
    phrase: Phrase[Meaning]


class Phrases(Generic[Meaning]):
    """Phrases by their first word, the longest first."""

    def __init__(self, phrases: Iterable[Phrase[Meaning]]) -> None:
        self._by_word: dict[str, list[Phrase[Meaning]]] = {}
        for phrase in phrases:
            if phrase.words:
                self._by_word.setdefault(phrase.words[0], []).append(phrase)
        for same in self._by_word.values():
            same.sort(key=lambda phrase: (-len(phrase.words), -len(phrase.text)))

    def may_find(self, text: str) -> bool:
        """Whether a first word of any phrase is in the text; far quicker than finding."""
        return not self._by_word.keys().isdisjoint(WORD.findall(text.lower()))

    def find(self, text: str) -> Iterator[Found[Meaning]]:
        """Yield what is found, the longest at each place, without overlaps."""
        if not self.may_find(text):
            return
        words = [(match[0].lower(), match.start(), match.end()) for match in WORD.finditer(text)]
        at = 0
        while at < len(words):
            found = self._at(text, words, at)
            if found is None:
                at += 1
            else:
                yield found
                at += len(found.phrase.words)

    def _at(self, text: str, words: list[tuple[str, int, int]], at: int) -> Found[Meaning] | None:
        for phrase in self._by_word.get(words[at][0], ()):
            count = len(phrase.words)
            if count > 1 and tuple(word for word, _, _ in words[at : at + count]) != phrase.words:
                continue
            start, end = words[at][1], words[at + count - 1][2]
            if not _is_whole(text, words[at : at + count]) or (phrase.exact and not _same(text[start:end], phrase)):
                continue
            before, after = _edges(phrase.text)
            if text[start - len(before) : start] == before and text[end : end + len(after)] == after:
                return Found(start - len(before), end + len(after), phrase)
        return None


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a phrase in lower case; empty where it has none and could never be found."""
    return tuple(WORD.findall(text.lower()))


def _is_whole(text: str, words: list[tuple[str, int, int]]) -> bool:
    """Whether nothing but space or hyphens is between the words, and they are no part of a longer name."""
    if not all(_BETWEEN.fullmatch(text, one[2], other[1]) for one, other in pairwise(words)):
        return False
    start, end = words[0][1], words[-1][2]
    before, after = text[start - 1 : start], text[end : end + 1]
    if (before and before in "./@\\-#&$%=") or (after and after in "/@\\=("):
        return False
    follows_name = after in ("-", ".") and text[end + 1 : end + 2].isalnum()
    return not follows_name and not _ENTITY_START.search(text, max(0, start - 2), start)


@lru_cache(maxsize=1 << 12)
def _edges(text: str) -> tuple[str, str]:
    """Return what stands before the first and after the last word of a phrase, such as the signs of `C++`."""
    words = list(WORD.finditer(text))
    return text[: words[0].start()].lstrip(), text[words[-1].end() :].rstrip()


def _same(written: str, phrase: Phrase[Meaning]) -> bool:
    return WORD.findall(written) == WORD.findall(phrase.text)
