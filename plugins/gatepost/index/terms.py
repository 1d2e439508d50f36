"""The words of a glossary as passages."""

from gatepost.index.plain import plain
from gatepost.model.passage import Passage
from gatepost.model.term import Glossary, Term


def term_passages(glossary: Glossary, path: str, title: str) -> tuple[Passage, ...]:
    """Return a passage for each term; `path` is the URL of the page that defines them, `title` what it is called."""
    return tuple(_passage(term, path, title) for term in glossary.terms)


def _passage(term: Term, path: str, title: str) -> Passage:
    return Passage(
        address=term.address,
        kind="term",
        title=term.name,
        url=f"{path}#{term.slug}",
        group=title,
        synonyms=term.synonyms,
        text=plain(term.definition),
    )
