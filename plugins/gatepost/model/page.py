"""A page of the reference, ready for any host."""

import msgspec

from gatepost.model.address import Address
from gatepost.model.contract import Contract


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
    `markdown` is the twin; `anchors` are all ids in the body; `summary` is plain text for the
    meta description; `group` names the navigation group (empty for index pages);
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
    anchors: tuple[str, ...] = ()
    summary: str = ""
    group: str = ""
    badge: str = ""
    deprecated: bool = False
    contract: Contract | None = None
    digest: str = ""
    version: str = ""
    canonical: str = ""
    """The path of the page that search engines shall show in place of this one; empty where it is this one."""
