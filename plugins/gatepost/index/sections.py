"""The HTML of a guide as passages: one for each heading that can be linked to."""

import re
from html.parser import HTMLParser

from gatepost.model.address import Address
from gatepost.model.passage import Passage

HEADINGS = ("h1", "h2", "h3")
SKIPPED = ("script", "style", "svg", "template")
BLOCKS = ("p", "li", "td", "th", "div", "pre", "h1", "h2", "h3", "h4", "dt", "dd")
LONGEST = 4000
_PARAGRAPH_SIGN = re.compile("[\u00b6\uf0c1]")
_SPACE = re.compile(r"\s+")
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*")


class _Section:
    def __init__(self, anchor: str = "", title: str = "") -> None:
        self.anchor, self.title = anchor, title
        self.words: list[str] = []


class _Sections(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = [_Section()]
        self._heading = ""
        self._skipping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Start a section at a heading."""
        if tag in SKIPPED:
            self._skipping += 1
        elif tag in BLOCKS and tag not in HEADINGS:
            self.found[-1].words.append("\n")
        elif tag in HEADINGS:
            anchor = dict(attrs).get("id") or ""
            if tag == "h1" or anchor:
                self._heading = tag
            if tag != "h1" and anchor:
                self.found.append(_Section(anchor))

    def handle_endtag(self, tag: str) -> None:
        """End a heading."""
        if tag in SKIPPED:
            self._skipping = max(0, self._skipping - 1)
        elif tag == self._heading:
            self._heading = ""
        elif tag in BLOCKS:
            self.found[-1].words.append("\n")

    def handle_data(self, data: str) -> None:
        """Take text."""
        if self._skipping:
            return
        if self._heading:
            self.found[-1].title += _PARAGRAPH_SIGN.sub("", data)
        else:
            self.found[-1].words.append(data.replace("\n", " "))


def sections(title: str, url: str, html: str, name: str) -> tuple[Passage, ...]:
    """Return the passages of a guide: what stands before its first heading, and each section of two levels.

    In their texts, each paragraph, item or cell is a line.

    `name` is that of its address. `title` is shown for the whole, and as the group of its sections.
    """
    reader = _Sections()
    reader.feed(html)
    reader.close()
    found = []
    for section in reader.found:
        text = _LINES.sub("\n", _SPACES.sub(" ", "".join(section.words))).strip()[:LONGEST]
        heading = _SPACE.sub(" ", section.title).strip() if section.anchor else title
        if not section.anchor or text or heading:
            found.append(
                Passage(
                    address=Address("guide", name, section.anchor),
                    kind="guide",
                    title=heading or title,
                    url=f"{url}#{section.anchor}" if section.anchor else url,
                    group=title,
                    text=text,
                )
            )
    return tuple(found)
