"""Which pages of the reference a guide leads to."""

import posixpath
import re
from collections.abc import Container
from html import unescape
from urllib.parse import unquote

_EMBEDDED = re.compile(r'<div class="gatepost-page">.*?<!--gatepost-embedded-->', re.DOTALL)
"""Tables that are taken over from the reference have many links of their own."""
_HREF = re.compile(r'<a\b[^>]*?\shref="([^"]+)"')


def mentioned(html: str, url: str, pages: Container[str]) -> tuple[str, ...]:
    """Return the paths of pages that a rendered guide links to, each once, in the order of the guide.

    `url` is the guide's own, relative to the root of the site as paths of `pages` are.
    """
    html = _EMBEDDED.sub("", html)
    found = dict.fromkeys(_path(unescape(href), url) for href in _HREF.findall(html))
    return tuple(path for path in found if path in pages)


def _path(href: str, url: str) -> str:
    where = unquote(href.partition("#")[0].partition("?")[0])
    if not where or ":" in where.partition("/")[0] or where.startswith("/"):
        return ""
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(url), where)).removesuffix("index.html")
    return joined if joined.endswith("/") else f"{joined}/"
