"""The first mention of a term in a section, marked: in guides, and in descriptions on pages of the reference."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
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
_REST_OF_TAG = r"""((?:[^<>"']|"[^"]*"|'[^']*')*)>"""
_TAG = re.compile(rf"<[^<>]{_REST_OF_TAG}")
_BLOCKS = PROSE | {"div", "ul", "ol", "dl", "section", "details", "table"}
_TOKEN = re.compile(
    rf"<(?:({'|'.join(sorted(NOT_IN))})\b(?:{_REST_OF_TAG}).*?</\1>|(/?)({'|'.join(sorted(_BLOCKS))})\b{_REST_OF_TAG})",
    re.DOTALL,
)
"""A whole element that is never marked, or the tag of a block."""
_ASIDE = '<aside class="gatepost-aside"'


class Marks:
    """The terms of a glossary as they are found in text; `path` is the folder URL of its page."""

    def __init__(self, glossary: Glossary, path: str) -> None:
        self.glossary, self.path = glossary, path
        self._phrases = Phrases(
            Phrase(form, words_of(form), term, term.case == "exact") for term in glossary.terms for form in term.forms
        )

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
        if not self._phrases.may_find(html):
            return html
        main, aside, rest = html.partition(_ASIDE)
        link = "../" * path.count("/") + self.path
        return "".join(self._marked(main, link)) + aside + rest

    def _marked(self, html: str, link: str) -> Iterator[str]:
        """Yield the pieces of well-formed HTML of ours: tags as they are, text of descriptions marked."""
        seen: set[str] = set()
        is_prose = [False]
        at = 0
        for token in _TOKEN.finditer(html):
            text = html[at : token.start()]
            yield self._text(text, link, seen) if is_prose[-1] and text else text
            yield token[0]
            at = token.end()
            unmarked, _, closing, block, attributes = token.groups()
            if unmarked in SECTIONS:
                seen.clear()
            elif block and not closing:
                is_prose.append(block in PROSE and not attributes)
            elif block and len(is_prose) > 1:
                is_prose.pop()
        yield html[at:]

    def _text(self, text: str, link: str, seen: set[str]) -> str:
        """Return text marked; tags in it, such as `<em>`, stay."""
        if not self._phrases.may_find(text):
            return text
        pieces, at = [], 0
        for tag in _TAG.finditer(text):
            pieces += [*self._words(text[at : tag.start()], link, seen), tag[0]]
            at = tag.end()
        return "".join((*pieces, *self._words(text[at:], link, seen)))

    def _words(self, text: str, link: str, seen: set[str]) -> Iterator[str]:
        at = 0
        for found in self.new_in(text, seen):
            slug = found.phrase.meaning.slug
            yield text[at : found.start]
            shown = text[found.start : found.end]
            yield f'<a class="gatepost-term" href="{link}#{slug}" data-term="{slug}">{shown}</a>'
            at = found.end
        yield text[at:]


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
