"""A page of the reference, ready for any host."""

import re

import msgspec

from gatepost.model.address import Address
from gatepost.model.contract import Contract

_ID = re.compile(r'<[a-z0-9]+ id="([^"]*)"')
"""Our own markup has `id` as its first attribute; in text there is no `<`."""


class Heading(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of a page's contents list; `level` is 2 or 3."""

    id: str
    text: str
    level: int = 2


class Outline(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a page before it is rendered.

    `version` is the label of another version of the gateway than the current one, whose addresses end in `@label`.
    `kind` is `overview`, `group`, `operation`, `webhook`, `schema`, `index` (of schemas, webhooks or MCP servers),
    `security`, `changes` (of versions), `server` (of MCP), `tool`, `prompt` or `resource` (templates as well); the
    rest is as in `Page`.
    """

    path: str
    title: str
    address: Address
    kind: str
    group: str = ""
    badge: str = ""
    deprecated: bool = False
    version: str = ""


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """One rendered page.

    `path` is the site-relative folder URL with a trailing slash (`reference/chat/create-chat-completion/`);
    `body` is trusted HTML (`<article class="gatepost-page" …>`), links in it relative to `path`;
    `markdown` is the twin; `summary` is plain text for the meta description; `group` names the
    navigation group (empty for index pages);
    `contract` is what the console needs to build its form, None where there is nothing to call;
    `badge` and `deprecated` show in the navigation tree; `digest` changes exactly when the page does.
    """

    path: str
    title: str
    body: str
    markdown: str
    address: Address
    kind: str
    headings: tuple[Heading, ...] = ()
    summary: str = ""
    group: str = ""
    badge: str = ""
    deprecated: bool = False
    contract: Contract | None = None
    digest: str = ""
    version: str = ""
    canonical: str = ""
    """The path of the page that search engines shall show in place of this one; empty where it is this one."""

    @property
    def anchors(self) -> tuple[str, ...]:
        """Every id in the body, in its order."""
        return tuple(_ID.findall(self.body))
