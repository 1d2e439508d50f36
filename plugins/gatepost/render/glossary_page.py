"""The page of the glossary, and what a card shows of a term."""

import re
from collections.abc import Callable, Mapping

import msgspec
from jinja2 import Template

from gatepost.model.page import Heading
from gatepost.model.term import Glossary, Term
from gatepost.render.environment import make_environment
from gatepost.render.markup import Markup
from gatepost.render.prose import prose

_REFERENCE = re.compile(r"\[([^\[\]]*)\]\[([a-z]+:[^\[\]\s][^\[\]]*)\]")
_HREF = re.compile(r'(<a href=")(?!https?:|mailto:|#)([^"]*)')
Resolve = Callable[[str], tuple[str, str] | None]
"""Turns what a deep link names into URL, relative to the root of the site, and title; None where it leads nowhere."""


class Mentions(msgspec.Struct, frozen=True):
    """Titles and URLs, relative to the root of the site, of what mentions a term."""

    guides: tuple[tuple[str, str], ...] = ()
    reference: tuple[tuple[str, str], ...] = ()
    more: int = 0


class GlossaryPage:
    """Definitions as HTML. `resolve` knows the deep links in them."""

    def __init__(self, glossary: Glossary, resolve: Resolve) -> None:
        self._glossary = glossary
        self._names = {term.name: term for term in glossary.terms}
        self._template: Template | None = None
        self._html = {term.slug: prose(_linked(term.definition, resolve), 3) for term in glossary.terms}

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The entries of the contents list: terms."""
        return tuple(Heading(id=term.slug, text=term.name) for term in self._glossary.terms)

    def cards(self) -> Mapping[str, Mapping[str, str]]:
        """Return name and first paragraph of each term by its anchor; links are relative to the root of the site."""
        return {term.slug: {"name": term.name, "html": self._first(term)} for term in self._glossary.terms}

    def body(self, title: str, path: str, mentions: Mapping[str, Mentions]) -> str:
        """Return the page with this path; `mentions` are by anchor."""
        base = "../" * path.count("/")
        entries = [self._entry(term, base, mentions.get(term.slug, Mentions())) for term in self._glossary.terms]
        values = {"kind": "glossary", "address": "index:glossary", "title": title, "entries": entries}
        if self._template is None:
            self._template = make_environment().get_template("glossary.html.jinja")
        return self._template.render(values)

    def _first(self, term: Term) -> str:
        html = self._html[term.slug]
        end = html.find("</p>")
        return html[: end + 4] if html.startswith("<p>") else html

    def _entry(self, term: Term, base: str, mentions: Mentions) -> dict[str, object]:
        below = [(title, base + url.removeprefix("./")) for title, url in mentions.guides]
        return {
            "term": term,
            "definition": Markup(_HREF.sub(rf"\g<1>{base}\g<2>", self._html[term.slug])),
            "related": [self._names[name] for name in term.related if name in self._names],
            "guides": below,
            "reference": [(title, base + url) for title, url in mentions.reference],
            "more": mentions.more,
        }


def _linked(source: str, resolve: Resolve) -> str:
    """Return Markdown whose deep links are ordinary ones."""

    def link(match: re.Match[str]) -> str:
        found = resolve(match[2])
        if found is None:
            return match[1] or match[2]
        url, title = found
        return f"[{match[1] or title}](<{url}>)"

    return _REFERENCE.sub(link, source)
