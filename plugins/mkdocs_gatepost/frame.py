"""A page of the theme, cut at its marks: text that stays, and slots that are filled for every page."""

import re
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from html import escape

import msgspec

from gatepost import Heading

CUT = re.compile("gatepost5a1d([a-z]+)9c0e")
BLOCK = (
    "html|head|meta|link|title|script|style|body|div|nav|ul|ol|li|header|main|footer|aside|article|form|svg|path|"
    "!doctype|h1|p"
)
VERBATIM = re.compile(r"(<(?:script|style|pre|textarea)\b.*?</(?:script|style|pre|textarea)>)", re.DOTALL)
AROUND_BLOCK = re.compile(rf"\s*(</?(?:{BLOCK})\b[^>]*>)\s*")
INSIDE_LINK = re.compile(r'(<(?:a|span|label)\b[^>]* class="md-[^>]*>) | (</(?:a|span|label)>)(?= ?</)')
TAG = re.compile(r"<[a-z][^<>]*>", re.IGNORECASE)
# Never a slot: what fills it may hold anything.
PLAIN_VALUE = re.compile(r'="((?:(?!gatepost5a1d)[\w./:#%-])+)"(?=[ >])')
PALETTE_SWITCH = 'name="__palette"'
PALETTE_SCRIPT = '<script>var palette=__md_get("__palette")'
SEARCH_BOX = re.compile(r'data-md-component="?search\b')
SEARCH_WORDS = re.compile(r'"search\.result\.[a-z.]+": "[^"\\]*(?:\\.[^"\\]*)*", ')
# The HTML standard lets these end tags be left out here (section 13.1.2.4); a page has hundreds.
OPTIONAL_END = re.compile(r"</(?:dt|dd|li)>(?=<(?:dt|dd|li|/dl|/ul|/ol)\b)")
CONTENTS_SIDEBAR = re.compile(
    r'<div class="md-sidebar md-sidebar--secondary".*?</nav>\s*</div>\s*</div>\s*</div>', re.DOTALL
)


def mark(slot: str) -> str:
    """Return the text that stands for a slot in the theme's output.

    Letters and digits only: it passes through escaping, tag stripping and URL filters unchanged.
    """
    return f"gatepost5a1d{slot}9c0e"


class Item(msgspec.Struct, frozen=True):
    """The theme's markup of an entry of the contents list, with one below it."""

    head: str = ""
    opening: str = ""
    child: str = ""
    closing: str = ""
    tail: str = ""

    def fill(self, heading: Heading, below: Sequence[Heading]) -> str:
        """Return the entry of one heading and of those below it."""
        text = _named(self.head, heading)
        if below:
            text += _named(self.opening, heading) + "".join(_named(self.child, h) for h in below) + self.closing
        return text + self.tail


class Frame(msgspec.Struct, frozen=True, eq=False):
    """Text and slot names in turn. `digest` changes exactly when what it fills into would."""

    parts: tuple[str, ...]
    item: Item
    digest: str

    def fill(self, values: Mapping[str, str]) -> str:
        """Return the page with the slots filled; values are HTML, a slot without one stays empty."""
        parts = list(self.parts)
        for index in range(1, len(parts), 2):
            parts[index] = values.get(parts[index], "")
        return "".join(parts)

    def contents(self, headings: Sequence[Heading]) -> str:
        """Return the entries of the contents list, two levels deep."""
        entries: list[tuple[Heading, list[Heading]]] = []
        for heading in headings:
            if heading.level > 2 and entries:
                entries[-1][1].append(heading)
            else:
                entries.append((heading, []))
        return "".join(self.item.fill(heading, below) for heading, below in entries)


def cut(html: str, navigation: str, *, has_contents: bool) -> Frame:
    """Cut the theme's output at its marks. `navigation` goes where the marked item of the navigation is."""
    html = lighter(html)
    if not has_contents:
        html = CONTENTS_SIDEBAR.sub("", html)
    html, item = _without_item(html)
    html = _item_around("navigation").sub(lambda _: f'<li class="md-nav__item">{navigation}</li>', html)
    html = html.replace(f"<h1>{mark('body')}</h1>", mark("body"))
    digest = blake2b("\0".join((html, *msgspec.structs.astuple(item))).encode(), digest_size=16).hexdigest()
    return Frame(tuple(CUT.split(html)), item, digest)


def lighter(html: str) -> str:
    """Return HTML without what no reader sees and no browser needs.

    That is white space around blocks, quotes around plain attribute values, the script that reads the palette
    which a reader chose, where the site has no switch to choose one, and the words of the theme's search, where the
    page has no box for it.
    """
    pieces = VERBATIM.split(html)
    pieces[::2] = [_plainer(piece) for piece in pieces[::2]]
    if PALETTE_SWITCH not in html:
        pieces[1::2] = ["" if piece.startswith(PALETTE_SCRIPT) else piece for piece in pieces[1::2]]
    if not SEARCH_BOX.search(html):
        pieces[1::2] = [SEARCH_WORDS.sub("", piece) for piece in pieces[1::2]]
    return "".join(pieces)


def lean(body: str) -> str:
    """Return the body of a page without the end tags that a browser adds by itself."""
    return OPTIONAL_END.sub("", body)


def _plainer(html: str) -> str:
    html = AROUND_BLOCK.sub(r"\1", re.sub(r"\s+", " ", html))
    html = INSIDE_LINK.sub(r"\1\2", html).replace(' xmlns="http://www.w3.org/2000/svg"', "")
    return TAG.sub(lambda tag: PLAIN_VALUE.sub(r"=\1", tag[0]), html)


def _without_item(html: str) -> tuple[str, Item]:
    """Take the marked entry of the contents list out, and return it in its parts."""
    child = _item_around("child").search(html)
    if child is None:
        return html, Item()
    start = html.rfind("<li", 0, html.rfind(mark("itemid"), 0, child.start()))
    end = html.index("</li>", child.end()) + len("</li>")
    before, after = html[start : child.start()], html[child.end() : end]
    nested = before.rfind("<nav") if "<nav" in before else len(before)
    item = Item(before[:nested], before[nested:], child[0], after.removesuffix("</li>"), "</li>")
    return html[:start] + mark("contents") + html[end:], item


def _item_around(slot: str) -> re.Pattern[str]:
    return re.compile(rf"<li\b(?:(?!<li\b).)*?{mark(slot)}(?:(?!<li\b).)*?</li>", re.DOTALL)


def _named(markup: str, heading: Heading) -> str:
    text = escape(heading.text)
    for name in ("item", "child"):
        markup = markup.replace(mark(f"{name}id"), escape(heading.id)).replace(mark(name), text)
    return markup
