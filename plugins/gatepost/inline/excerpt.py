"""Parts of reference pages that other pages show: without ids, links led to where they stand now."""

import posixpath
import re

_ID = re.compile(r'\sid="[^"]*"')
_HREF = re.compile(r'(\shref=")(?![a-zA-Z][a-zA-Z+.-]*:|#)([^"]*)"')
_OWN = re.compile(r'(\shref=")#')
_NEXT = re.compile(r'<h2[ >]|</div><aside class="gatepost-aside"|<gatepost-guides>|</article>')
_HEADING = re.compile(r"<h2 id=\"([^\"]+)\">.*?</h2>", re.DOTALL)


def excerpt(body: str, path: str, root: str, anchors: tuple[str, ...]) -> str:
    """Return what stands below headings with these ids, from the body of the page with this path.

    `root` leads from the page that shows it to the root of the site. Empty where there is no such heading.
    """
    parts = []
    for heading in _HEADING.finditer(body):
        if heading[1] in anchors:
            end = _NEXT.search(body, heading.end())
            parts.append(body[heading.end() : end.start() if end else len(body)])
    return moved("".join(parts), path, root)


def moved(html: str, path: str, root: str) -> str:
    """Return HTML of the page with this path as another page can show it."""

    def link(match: re.Match[str]) -> str:
        target, hash_, fragment = match[2].partition("#")
        joined = posixpath.normpath(posixpath.join(path, target)) + ("/" if target.endswith("/") else "")
        return f'{match[1]}{root}{joined}{hash_}{fragment}"'

    html = _OWN.sub(rf"\g<1>{root}{path}#", _HREF.sub(link, html))
    return _ID.sub("", html)
