"""Glossary files to the words of a site, with the anchors of their page."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from gatepost.load import load_glossary
from gatepost.model.problem import Problem
from gatepost.model.term import Glossary
from gatepost.render.slugs import assign, slug


def read_glossary(
    paths: Sequence[str], project: Path, cache: Path | None = None
) -> tuple[Glossary, tuple[Problem, ...]]:
    """Read files and folders below `project`; what cannot be used is among the problems. Terms come in their order."""
    glossary, problems = load_glossary(paths, project, cache)
    by_name = {term.name: term for term in sorted(glossary.terms, key=lambda term: (term.name.lower(), term.name))}
    slugs = assign({name: slug(name) for name in by_name})
    terms = tuple(msgspec.structs.replace(term, slug=slugs[name]) for name, term in by_name.items())
    return msgspec.structs.replace(glossary, terms=terms), problems
