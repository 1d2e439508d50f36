"""What a page says about itself: to search engines, to cards of links, and to who copies it for an agent."""

import json
import re
from collections.abc import Mapping
from html import escape
from typing import NamedTuple
from urllib.parse import quote, urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page as MkDocsPage

from mkdocs_gatepost.frame import mark
from mkdocs_gatepost.pages import title_of

_ARTICLE = re.compile(r"<article\b[^>]*\bmd-content__inner\b[^>]*>")
DATA = ("datatitle", "datadescription")
"""Slots of a frame that stand in JSON: their values are escaped for it."""


class Told(NamedTuple):
    """Title, description and address of a page, as text for attributes (`title`, `description`) and for JSON."""

    title: str
    description: str
    url: str
    data_title: str
    data_description: str


def of_guide(page: MkDocsPage, summary: str) -> Told:
    """Return what a guide says."""
    title = title_of(page)
    return Told(escape(title), escape(summary), page.canonical_url or "", in_data(title), in_data(summary))


def of_reference(page: MkDocsPage) -> Told:
    """Return the slots of a frame in place of what the pages in it say."""
    title, description = DATA
    return Told(mark("title"), mark("description"), page.canonical_url or "", mark(title), mark(description))


def in_data(text: str) -> str:
    """Return text as it stands between quotes in JSON in a page."""
    return json.dumps(text)[1:-1].replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def described(told: Told, config: MkDocsConfig) -> str:
    """Return Open Graph and JSON-LD for the head of a page; the latter is data, which no browser runs."""
    shown = {
        "og:type": "article",
        "og:site_name": escape(config.site_name),
        "og:title": told.title,
        "og:description": told.description,
        "og:url": escape(told.url),
    }
    head = "".join(f'<meta property="{name}" content="{value}">' for name, value in shown.items() if value)
    place = f',"url":"{in_data(told.url)}"' if told.url else ""
    site = f'"isPartOf":{{"@type":"WebSite","name":"{in_data(config.site_name)}"}}'
    return (
        f'{head}<script type="application/ld+json">{{"@context":"https://schema.org","@type":"TechArticle",'
        f'"headline":"{told.data_title}","description":"{told.data_description}"{place},{site}}}</script>'
    )


def with_actions(html: str, twin: str, told: Told, open_in: Mapping[str, str]) -> str:
    """Return a page with a link to its Markdown, which the page script makes a button of too, and `open_in` links."""
    links = [f'<a href="{escape(twin)}" data-copy-page>Markdown</a>']
    if told.url:
        # What fills the slot of a frame ends in a slash.
        place = quote(told.url + twin if mark("path") in told.url else urljoin(told.url, twin), safe="")
        links += [
            f'<a href="{escape(address.replace("{url}", place))}" rel="noopener">Open in {escape(name)}</a>'
            for name, address in open_in.items()
        ]
    row = f'<p class="gatepost-actions">{" ".join(links)}</p>'
    return _ARTICLE.sub(lambda found: found[0] + row, html, count=1)
