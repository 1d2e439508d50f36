"""On pages of the reference, the guides that lead to them.

They are put in as a page is written: which guides there are is no part of what a page is made from, so that a guide
may change without a page being rendered again.
"""

import re
from html import escape

Guides = tuple[tuple[str, str], ...]
"""Titles and URLs, relative to the root of the site, of guides."""
GUIDES = re.compile("<gatepost-guides></gatepost-guides>")
"""Where templates want them."""
_MARKUP = re.compile(r"[\[\]<>`*_\\]")


def in_page(guides: Guides, path: str) -> str:
    """Return the section of a page with this path; empty where no guide leads to it."""
    if not guides:
        return ""
    rows = "".join(f'<li><a href="{_link(url, path)}">{escape(title)}</a>' for title, url in guides)
    return f'<h2 id="guides">Guides</h2><ul class="gatepost-list">{rows}</ul>'


def in_twin(guides: Guides, path: str) -> str:
    """Return the section of a page's Markdown twin."""
    if not guides:
        return ""
    rows = "".join(f"- [{_MARKUP.sub(_escaped, title)}]({_link(url, path)})\n" for title, url in guides)
    return f"\n## Guides\n\n{rows}"


def _escaped(match: re.Match[str]) -> str:
    return f"\\{match[0]}"


def _link(url: str, path: str) -> str:
    return "../" * path.count("/") + escape(url.removeprefix("./"))
