"""Guides held against the contract and the glossary."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from gatepost.errors import ConfigurationError
from gatepost.lint.codeowners import owners
from gatepost.lint.facts import Errors, Facts
from gatepost.lint.guide_text import GuideText, read_guide
from gatepost.lint.rule import World
from gatepost.lint.rules import RULES
from gatepost.lint.scope import Scope
from gatepost.model.gateway import Gateway
from gatepost.model.nearest import suggestion
from gatepost.model.phrases import Phrase, Phrases, words_of
from gatepost.model.problem import Problem
from gatepost.model.source import in_text
from gatepost.model.term import Discouraged, Glossary

LEVELS = ("error", "warning", "note", "off")


class Lint:
    """The rules for the guides of one site.

    `errors` judges values against schemas; `severity` overrides that of rules, `off` leaves one out; `codeowners` is
    the text of that file. Raises ConfigurationError for an unknown rule or severity.
    """

    def __init__(
        self,
        gateway: Gateway,
        glossary: Glossary,
        errors: Errors,
        *,
        severity: Mapping[str, str],
        today: date,
        codeowners: str = "",
    ) -> None:
        _refuse_unknown(severity)
        self._facts, self._glossary = Facts(gateway, errors), glossary
        self._severity, self._today, self._codeowners = severity, today, codeowners
        words = [word for term in glossary.terms for word in term.discouraged] + list(glossary.discouraged)
        self._discouraged = Phrases(_phrase(word) for word in words)
        self._names = Phrases(_several_names(glossary))

    def problems(self, sources: Mapping[str, str]) -> Iterator[Problem]:
        """Yield what is wrong with guides, given as texts by file, in the order of files and lines."""
        guides = [read_guide(file, source) for file, source in sources.items()]
        world = self._world(guides)
        found = [*self._each(guides, world), *self._together(guides)]
        unique = {(problem.source.file, problem.source.line, problem.rule): problem for problem in reversed(found)}
        order = {guide.file: index for index, guide in enumerate(guides)}
        yield from sorted(unique.values(), key=lambda p: (order[p.source.file], p.source.line, p.rule))

    def _each(self, guides: Sequence[GuideText], world: World) -> Iterator[Problem]:
        for guide in guides:
            scope = Scope(guide, world.facts)
            for rule in RULES:
                level = self._severity.get(rule.id, rule.severity)
                if rule.check and level != "off":
                    for line, words in rule.check(scope, world):
                        yield _problem(rule.id, level, words, guide, line)

    def _together(self, guides: Sequence[GuideText]) -> Iterator[Problem]:
        for rule in RULES:
            level = self._severity.get(rule.id, rule.severity)
            if rule.compare and level != "off":
                for guide, line, words in rule.compare(guides):
                    yield _problem(rule.id, level, words, guide, line)

    def _world(self, guides: Sequence[GuideText]) -> World:
        return World(
            facts=self._facts,
            glossary=self._glossary,
            discouraged=self._discouraged,
            names=self._names,
            today=self._today,
            owners=bool(self._codeowners) or any(guide.meta.get("owner") for guide in guides),
            owner_of=owners(self._codeowners),
        )


def _problem(rule: str, level: str, words: str, guide: GuideText, line: int) -> Problem:
    message = words[:1].upper() + words[1:]
    return Problem(rule=rule, severity=level, message=message, source=in_text(guide.file, line))  # type: ignore[arg-type]


def _phrase(word: Discouraged) -> Phrase[Discouraged]:
    is_acronym = word.word.isupper()
    return Phrase(word.word, words_of(word.word), word, is_acronym)


def _several_names(glossary: Glossary) -> Iterator[Phrase[tuple[str, str]]]:
    for term in glossary.terms:
        if term.synonyms and term.case == "any":
            for name in (term.name, *term.synonyms):
                yield Phrase(name, words_of(name), (term.name, name))


def _refuse_unknown(severity: Mapping[str, str]) -> None:
    known = {rule.id for rule in RULES}
    for rule, level in severity.items():
        if rule not in known:
            raise ConfigurationError(f"gatepost/guides: checks: there is no rule '{rule}'.{suggestion(rule, known)}")
        if level not in LEVELS:
            raise ConfigurationError(f"gatepost/guides: checks: '{rule}' is {', '.join(LEVELS)}, not '{level}'.")
