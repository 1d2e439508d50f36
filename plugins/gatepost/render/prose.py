"""Descriptions: untrusted Markdown to HTML that cannot do anything."""

import re
from functools import lru_cache
from html import unescape
from urllib.parse import unquote

import cmarkgfm  # type: ignore[import-untyped]
import nh3
from cmarkgfm.cmark import Options  # type: ignore[import-untyped]

from gatepost.render.markup import attribute, text

_TAGS = set(
    "p br hr em strong b i u s del ins sub sup small kbd code pre samp var ul ol li dl dt dd blockquote a abbr "
    "table thead tbody tr th td h1 h2 h3 h4 h5 h6".split()
)
_RUN = r"[A-Za-z0-9 ,.;'()/%?=+:-]*"
_PLAIN = re.compile(rf"[A-Za-z(]{_RUN}(?:(?<=[A-Za-z0-9])_(?=[A-Za-z0-9]){_RUN})*")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
_IMAGE = re.compile(r' src="([^"]*)"(?: alt="([^"]*)")?')
_DEAD_LINK = re.compile(r'<a(?: title="[^"]*")? rel="nofollow noopener">(.*?)</a>', re.DOTALL)
_BLOCK = re.compile(r"</?(?:p|li|br|h\d|pre|td|th|hr|dd|dt|blockquote)\b[^>]*>")
_BETWEEN_BLOCKS = re.compile(r"\n(?=</?(?:p|ul|ol|li|dl|dt|dd|h\d|hr|table|thead|tbody|tr|td|th|blockquote)\b)")
_MARKUP = re.compile(r"<[^>]*>")
_ALERT = re.compile(r"(<blockquote>\s*<p>)\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\](</p>|\s)")
"""GitHub's form of an admonition, which many descriptions use."""
_LIST = re.compile(r"\n\s*(?:[-*+>#|]|\d+[.)])")
_SPACE = re.compile(r"\s+")
_GENERATED = re.compile(r"</?(?:p|em|strong|code|pre|ul|ol|li|del|blockquote|h[1-6]|br /|hr /)>")
"""Tags that cmark itself writes, balanced and without attributes: alone, they need no cleaning."""
_LOWEST = 6


def is_safe(url: str) -> bool:
    """Whether a browser may follow the URL: http, https, mailto or relative, however it is spelled."""
    bare = "".join(c for c in unquote(url) if c > " ").lower()
    scheme, colon, _ = bare.partition(":")
    return not colon or scheme in ("http", "https", "mailto") or any(c in scheme for c in "/?#")


_ATTRIBUTES = {"a": {"href", "title", "rel"}, "ol": {"start"}, "abbr": {"title"}}


def _kept(tag: str, name: str, value: str) -> str | None:
    if name not in _ATTRIBUTES.get(tag, ()):
        return None
    return value if name != "href" or is_safe(value) else None


_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes={tag: names - {"rel"} for tag, names in _ATTRIBUTES.items()},
    attribute_filter=_kept,
    url_schemes={"http", "https", "mailto"},
    link_rel="nofollow noopener",
)


@lru_cache(maxsize=1 << 16)
def prose(source: str, top: int = 4) -> str:
    """Return Markdown (GFM) as safe HTML blocks; its highest heading becomes `h<top>`.

    Tags that are not on the list stay as visible text, images become links, links lead only to http, https,
    mailto or relative addresses.
    """
    if _is_plain(source):
        return f"<p>{source.strip()}</p>"
    html: str = cmarkgfm.github_flavored_markdown_to_html(source, Options.CMARK_OPT_UNSAFE)
    if "<h" in html:
        html = _demoted(html, top)
    if "[!" in html:
        html = _ALERT.sub(lambda found: f"{found[1]}<strong>{found[2].capitalize()}</strong>{found[3]}", html)
    if "<" in source or "<" in _GENERATED.sub("", html):
        html = _CLEANER.clean(_TAG.sub(_known, html))
        html = _DEAD_LINK.sub(r"\1", html) if '<a rel="' in html or "<a title=" in html else html
    return _BETWEEN_BLOCKS.sub("", html.strip()) if "<pre" not in html else html.strip()


@lru_cache(maxsize=1 << 16)
def line(source: str) -> str:
    """Return Markdown as safe HTML, without the paragraph around it where there is but one."""
    if _is_plain(source):
        return source.strip()
    html = prose(source)
    if html.startswith("<p>") and html.endswith("</p>") and html.count("<p>") == 1:
        inner = html[3:-4]
        return inner if "</p>" not in inner else html
    return html


@lru_cache(maxsize=1 << 14)
def plain(source: str, limit: int = 0) -> str:
    """Return Markdown as text on one line, cut at a word to at most `limit` characters (0: not cut)."""
    if not source:
        return ""
    words = source if _is_plain(source) else unescape(_MARKUP.sub("", _BLOCK.sub(" ", prose(source))))
    words = _SPACE.sub(" ", words).strip()
    if limit and len(words) > limit:
        words = words[: limit - 1].rsplit(" ", 1)[0].rstrip(",;:. ") + "…"
    return words


def one_line(words: str) -> str:
    """Return words without line breaks."""
    return " ".join(words.split())


def inline(source: str) -> str:
    """Return Markdown on one line for a twin: as it is where it is one paragraph, else as text."""
    source = source.strip()
    if not source or "\n" not in source:
        return source
    return plain(source) if "\n\n" in source or _LIST.search(source) else one_line(source)


@lru_cache(maxsize=1 << 14)
def sentence(source: str, limit: int = 160) -> str:
    """Return the first sentence of Markdown as text, at most `limit` characters."""
    words = plain(source.split("\n\n", 1)[0], 0)
    end = words.find(". ")
    return plain(words[: end + 1], limit) if 0 < end < limit else plain(words, limit)


def _is_plain(source: str) -> bool:
    return _PLAIN.fullmatch(source) is not None and "://" not in source and "www." not in source


def _demoted(html: str, top: int) -> str:
    def moved(match: re.Match[str]) -> str:
        return f"<{match[1]}h{min(int(match[2]) + top - 1, _LOWEST)}>"

    return re.sub(r"<(/?)h([1-6])>", moved, html)


def _known(match: re.Match[str]) -> str:
    name = match[2].lower()
    if name in _TAGS:
        return match[0]
    if name == "img" and (image := _IMAGE.match(match[3])):
        return f'<a href="{image[1]}">{image[2] or "image"}</a>'
    if name == "input" and 'type="checkbox"' in match[3]:
        return "☑" if "checked" in match[3] else "☐"
    return text(match[0])


def link(url: str, words: str) -> str:
    """Return a link to a URL that a description gives, or only its words where the URL is not http, https or mailto."""
    if not is_safe(url):
        return text(words)
    return f'<a href="{attribute(url)}" rel="nofollow noopener">{text(words)}</a>'
