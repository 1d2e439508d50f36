"""Words that should not be used, one thing by two names, and what must not be shown."""

import re
from collections.abc import Iterator
from itertools import combinations

from gatepost.lint.guide_text import CODE_SPAN, GuideText
from gatepost.lint.rule import Finding, Rule, World, prose
from gatepost.lint.scope import Scope
from gatepost.model.phrases import words_of

_LINK_TARGET = re.compile(r"\]\([^)]*\)|\]\[[^\]]*\]|<https?://[^>]*>|https?://\S+")
SECRET = re.compile(
    r"\b(?:sk-(?:live|proj|ant|or)-[A-Za-z0-9_-]{20,}|sk-[A-Za-z0-9]{40,}|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36,}"
    r"|xox[abpr]-[A-Za-z0-9-]{20,}|AIza[0-9A-Za-z_-]{35})\b|-----BEGIN [A-Z ]*PRIVATE KEY-----"
)
_INVENTED = re.compile(r"example|xxxx|0000|1234567|abcdef", re.IGNORECASE)


def words_only(text: str) -> str:
    """Return prose with code and the targets of links as blanks: places stay what they were."""
    blank = CODE_SPAN.sub(lambda found: " " * len(found[0]), text)
    return _LINK_TARGET.sub(lambda found: " " * len(found[0]), blank)


def check_discouraged(scope: Scope, world: World) -> Iterator[Finding]:
    """Find words that the glossary advises against."""
    for _, block in prose(scope.guide):
        for found in world.discouraged.find(words_only(block.text)):
            word = found.phrase.meaning
            instead = f" Say `{word.instead}`." if word.instead else ""
            reason = f" {word.reason}" if word.reason else ""
            yield block.line_at(found.start), f"`{word.word}` is not how we say it.{instead}{reason}"


def check_names(scope: Scope, world: World) -> Iterator[Finding]:
    """Find guides that call one thing by two names, neither of which is part of the other."""
    places: dict[str, dict[str, list[int]]] = {}
    for _, block in prose(scope.guide):
        for found in world.names.find(words_only(block.text)):
            term, name = found.phrase.meaning
            places.setdefault(term, {}).setdefault(name, []).append(block.line_at(found.start))
    for names in places.values():
        for one, other in combinations(names, 2):
            if not set(words_of(one)) <= set(words_of(other)) and not set(words_of(other)) <= set(words_of(one)):
                rare, usual = sorted((one, other), key=lambda name: (len(names[name]), -names[name][0]))
                yield names[rare][0], f"`{rare}` and `{usual}` mean the same. Say one of them in one guide."


def check_secrets(scope: Scope, world: World) -> Iterator[Finding]:
    """Find what looks like a key that opens something."""
    source = scope.guide.source
    for found in SECRET.finditer(source):
        if not _INVENTED.search(found[0]):
            yield (
                _line(scope.guide, found.start()),
                "this looks like a key. Take it out, and have it revoked if it is one.",
            )


def _line(guide: GuideText, offset: int) -> int:
    return guide.source.count("\n", 0, offset) + 1


DISCOURAGED = Rule("discouraged-word", "warning", check_discouraged)
NAMES = Rule("two-names", "note", check_names)
SECRETS = Rule("secret-in-text", "error", check_secrets)
