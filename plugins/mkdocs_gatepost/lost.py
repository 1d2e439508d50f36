"""The page that a host shows for an address that is not there: it says where the page may be."""

import re

from mkdocs.config.defaults import MkDocsConfig

SCRIPT = re.compile(r'<script src="([^"]*assets/gatepost/)gatepost\.js"[^>]*></script>')
HEADING = re.compile(r"(<article\b[^>]*>\s*<h1\b[^>]*>.*?</h1>)", re.DOTALL)
"""What the theme has on its page; in another one nothing is added."""


def helped(html: str, config: MkDocsConfig) -> str:
    """Return the theme's `404.html` with a place for suggestions, and the script that makes them.

    Without scripts it leads to the front page, and to the pages of change where there are some.
    """
    script = SCRIPT.search(html)
    if script is None:
        return html
    assets = script[1]
    root = assets.removesuffix("assets/gatepost/")
    has_versions = "gatepost/versions" in config.plugins
    changes = f' What moved is among <a href="{root}changes/">the changes</a>.' if has_versions else ""
    told = " data-versions" if has_versions else ""
    place = (
        '<p class="gatepost-lost-words">There is no page at this address.'
        f' Begin at <a href="{root}">the front page</a>.{changes}</p>'
        f'<section class="gatepost-lost" aria-live="polite"{told}></section>'
    )
    html, count = HEADING.subn(lambda found: found[1] + place, html, count=1)
    return (
        html.replace(script[0], f'{script[0]}<script src="{assets}lost.js" type="module"></script>') if count else html
    )
