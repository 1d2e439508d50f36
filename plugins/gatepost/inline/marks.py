"""The first mention of a term in a section, marked: in guides, and in descriptions on pages of the reference."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from gatepost.inline.guide import Guide
from gatepost.model.phrases import Found, Phrase, Phrases, words_of
from gatepost.model.target import Target
from gatepost.model.term import Glossary, Term

AFTER_INLINE = 3
"""Priority among the tree processors: the text is complete, links are not yet resolved by the host."""
SECTIONS = ("h1", "h2")
"""Headings after which a term is marked anew."""
NOT_IN = frozenset(
    "h1 h2 h3 h4 h5 h6 a abbr button code dt kbd label pre samp script style summary svg small var select textarea "
    "figcaption math".split()
)
"""Elements whose text is not prose, or is a link already."""
PROSE = frozenset(("p", "li", "td", "dd", "blockquote"))
"""Elements that hold descriptions on pages of the reference, as long as they have no class."""
_REST_OF_TAG = r"""(?:[^<>"']|"[^"]*"|'[^']*')*>"""
_UNMARKED = rf"(?P<unmarked>{'|'.join(sorted(NOT_IN))})\b{_REST_OF_TAG}.*?</(?P=unmarked)>"
_BLOCKS = PROSE | set("div ul ol dl section details table summary pre h1 h2 h3 h4 h5 h6".split())
_RUN = re.compile(
    rf"<(?:(?:{'|'.join(sorted(PROSE))})>(?P<run>[^<]*(?:<(?:{_UNMARKED.replace('unmarked', 'within')}"
    rf"|(?!/?(?:{'|'.join(sorted(_BLOCKS))})\b))[^<]*)*)|{_UNMARKED})",
    re.DOTALL,
)
"""The text of a description up to the next tag of a block, or a whole element that is never marked."""
_TAG = re.compile(rf"<(?:{_UNMARKED}|{_REST_OF_TAG})", re.DOTALL)
_ASIDE = '<aside class="gatepost-aside"'
_KEPT_RUNS = 1 << 14
"""Descriptions repeat: of a field in many operations, of an operation in two versions."""


class Marks:
    """The terms of a glossary as they are found in text; `path` is the folder URL of its page."""

    def __init__(self, glossary: Glossary, path: str) -> None:
        self.glossary, self.path = glossary, path
        self._phrases = Phrases(
            Phrase(form, words_of(form), term, term.case == "exact") for term in glossary.terms for form in term.forms
        )
        self._places = lru_cache(_KEPT_RUNS)(self._found_places)

    @cached_property
    def basis(self) -> str:
        """All that marks depend on, as text."""
        return repr([(term.slug, term.name, term.forms, term.case) for term in self.glossary.terms]) + self.path

    @cached_property
    def targets(self) -> Mapping[str, Target]:
        """The terms by spelling in lower case, to be linked to."""
        return {
            " ".join(form.lower().split()): self.target(term) for term in self.glossary.terms for form in term.forms
        }

    def target(self, term: Term) -> Target:
        """Return the place of a term on the glossary page."""
        return Target(address=term.address, path=self.path, anchor=term.slug, title=term.name)

    def terms_in(self, text: str) -> Iterator[Term]:
        """Yield each term that is mentioned in plain text, once."""
        yield from dict.fromkeys(found.phrase.meaning for found in self._phrases.find(text))

    def new_in(self, text: str, seen: set[str]) -> Iterator[Found[Term]]:
        """Yield mentions of terms that are not among `seen` slugs, which they join."""
        for found in self._phrases.find(text):
            if found.phrase.meaning.slug not in seen:
                seen.add(found.phrase.meaning.slug)
                yield found

    def in_body(self, html: str, path: str) -> str:
        """Return the body of the page of the reference with this path, its descriptions marked."""
        main, aside, rest = html.partition(_ASIDE)
        pieces = self._marked(main, "../" * path.count("/") + self.path)
        return "".join((*pieces, aside, rest)) if len(pieces) > 1 else html

    def _marked(self, html: str, link: str) -> list[str]:
        """Return the pieces of well-formed HTML of ours, with marks among them; one piece where there are none."""
        seen: set[str] = set()
        pieces, at = [], 0
        for token in _RUN.finditer(html):
            if token["unmarked"] in SECTIONS:
                seen.clear()
            elif token["run"]:
                start = token.start("run")
                for first, end, slug in self._places(token["run"]):
                    if slug not in seen:
                        seen.add(slug)
                        shown = html[start + first : start + end]
                        mark = f'<a class="gatepost-term" href="{link}#{slug}" data-term="{slug}">{shown}</a>'
                        pieces += [html[at : start + first], mark]
                        at = start + end
        return [*pieces, html[at:]]

    def _found_places(self, run: str) -> tuple[tuple[int, int, str], ...]:
        """Return start, end and slug of every mention in a description; tags in it, such as `<em>`, part words."""
        if not self._phrases.may_find(run):
            return ()
        edges = [0, *(edge for tag in _TAG.finditer(run) for edge in tag.span()), len(run)]
        return tuple(
            (start + found.start, start + found.end, found.phrase.meaning.slug)
            for start, end in zip(edges[::2], edges[1::2], strict=True)
            for found in self._phrases.find(run[start:end])
        )


class MarkTerms(Treeprocessor):
    """Marks terms in the tree of a guide."""

    def __init__(self, md: Markdown, marks: Marks, guide: Callable[[], Guide]) -> None:
        super().__init__(md)
        self._marks, self._guide = marks, guide

    def run(self, root: Element) -> None:
        """Mark the whole guide."""
        self._seen: set[str] = set()
        self._walk(root)

    def _walk(self, element: Element) -> None:
        if element.tag in SECTIONS:
            self._seen.clear()
        if element.tag in NOT_IN or "gatepost-unmarked" in element.get("class", "").split():
            if slug := element.get("data-term"):
                self._seen.add(slug)
            return
        self._mark(element, None)
        for child in list(element):
            self._walk(child)
            self._mark(element, child)

    def _mark(self, parent: Element, before: Element | None) -> None:
        """Mark the text in front of all children, or that after one of them."""
        text = parent.text if before is None else before.tail
        if not text or isinstance(text, AtomicString) or not text.strip():
            return
        links: list[Element] = []
        at = 0
        for found in self._marks.new_in(text, self._seen):
            _append(text[at : found.start], parent, before, links)
            links.append(self._link(found.phrase.meaning, text[found.start : found.end]))
            at = found.end
        if links:
            _append(text[at:], parent, before, links)
            start = 0 if before is None else list(parent).index(before) + 1
            parent[start:start] = links

    def _link(self, term: Term, words: str) -> Element:
        href = self._guide().link(self._marks.target(term))
        link = Element("a", {"class": "gatepost-term", "href": href, "data-term": term.slug})
        link.text = AtomicString(words)
        return link


def _append(text: str, parent: Element, before: Element | None, links: list[Element]) -> None:
    """Put text behind the last of the new links, or where the text was that they part."""
    if links:
        links[-1].tail = text
    elif before is None:
        parent.text = text
    else:
        before.tail = text
