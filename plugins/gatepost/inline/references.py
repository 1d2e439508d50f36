"""Deep links: `[words][operation:createKey]`, `[schema:Usage.total_tokens]`, `[][POST /v1/keys]`."""

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.inlinepatterns import LinkInlineProcessor
from markdown.util import AtomicString

from gatepost.inline.guide import Guide
from gatepost.inline.targets import KINDS, METHOD_AND_PATH, Targets, UnknownTargetError
from gatepost.model.target import Target

OPENING = r"(?<!\!)\["
PRIORITY = 172
"""Just before Python-Markdown's own references: escapes and code have been taken out by then."""
_TARGET = re.compile(rf"(?:{'|'.join(KINDS)}):\S|{METHOD_AND_PATH.pattern}")
_SECOND = re.compile(r"\s?\[([^\]]*)\]")
_BREAKS = re.compile(r"\s+")


def is_target(text: str) -> bool:
    """Whether text in brackets names a part of the contract, rightly or wrongly."""
    return _TARGET.match(text) is not None


class DeepLinks(LinkInlineProcessor):
    """Turns names of the contract's parts into links; leaves all other brackets alone."""

    def __init__(self, md: Markdown, targets: Targets, guide: Callable[[], Guide]) -> None:
        super().__init__(OPENING, md)
        self._targets, self._guide = targets, guide

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the library's name
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        """Return the link at a bracket, with the span that it replaces; nothing where the bracket is not ours."""
        words, end, closed = self.getText(data, m.end(0))
        if not closed:
            return None, None, None
        if second := _SECOND.match(data, end):
            name, end = second[1] or words, second.end()
            words = words if second[1] else ""
        elif data[end : end + 1] in ("(", ":"):
            return None, None, None
        else:
            name, words = words, ""
        name = _BREAKS.sub(" ", str(self.unescape(name))).strip()
        if not is_target(name):
            return None, None, None
        return self._link(name, words), m.start(0), end

    def _link(self, name: str, words: str) -> Element:
        try:
            target = self._targets.find(name)
        except UnknownTargetError as error:
            self._guide().report("unknown-target", f"[{name}] leads nowhere: {error}", name)
            return _dead(name, words)
        return _anchor(target, self._guide().link(target), words)


def _anchor(target: Target, href: str, words: str) -> Element:
    link = Element("a", {"href": href, "class": "gatepost-reference"})
    if target.address.kind == "term":
        link.set("class", "gatepost-term")
        link.set("data-term", target.anchor)
    if target.hint:
        link.set("title", target.hint)
    if words:
        link.text = words
    elif target.is_code:
        SubElement(link, "code").text = AtomicString(target.title)
    else:
        link.text = AtomicString(target.title)
    return link


def _dead(name: str, words: str) -> Element:
    dead = Element("span", {"class": "gatepost-unknown"})
    dead.text = words or AtomicString(name)
    return dead
