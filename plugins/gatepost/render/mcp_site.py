"""What pages of MCP servers have in common."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from gatepost.model.address import Address
from gatepost.model.contract import Contract
from gatepost.model.insight import Insights, Remark
from gatepost.model.mcp_server import McpServer
from gatepost.model.operation import Operation
from gatepost.model.page import Heading, Outline, Page
from gatepost.model.prompt import Prompt
from gatepost.model.resource import Resource, ResourceTemplate
from gatepost.model.schema import Json
from gatepost.model.tool import Icon, Tool
from gatepost.model.tool_link import ToolLink
from gatepost.render.context import Context
from gatepost.render.markup import Markup
from gatepost.render.mcp_samples import McpSample
from gatepost.render.mcp_words import link_words
from gatepost.render.prose import one_line, plain, prose
from gatepost.render.urls import relative

Listed = Tool | Prompt | Resource | ResourceTemplate
LONGEST_TITLE = 120
MOST_ICON = 48_000
"""Characters of an icon that is written into a page."""

_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+={0,2}")


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """The parts of a page that do not stand in its body."""

    markdown: str
    summary: str
    headings: tuple[Heading, ...] = ()
    contract: Contract | None = None


class McpSite:
    """The servers of a gateway as one part of the site, with what is known of them beyond their own words."""

    def __init__(self, context: Context, insights: Insights) -> None:
        self.context, self.insights = context, insights
        self.servers: Mapping[str, McpServer] = {server.id: server for server in context.gateway.mcp_servers}
        self.fronts: Mapping[Address, ToolLink] = {link.tool: link for link in context.gateway.tool_links}
        self._fronting: dict[Address, list[ToolLink]] = {}
        for link in context.gateway.tool_links:
            self._fronting.setdefault(link.operation, []).append(link)
        self.tools: Mapping[Address, Tool] = {tool.address: tool for one in self.servers.values() for tool in one.tools}

    def outline(self, address: Address, title: str, kind: str, group: str = "") -> Outline:
        """Return what is known of a page before it is rendered."""
        return Outline(
            path=self.context.urls.path(address), title=self.title(title), address=address, kind=kind, group=group
        )

    def title(self, words: str) -> str:
        """Return words of a server as a heading: on one line, not too long, nothing hidden in them."""
        shown = one_line(self.insights.reveal(words))
        return shown if len(shown) <= LONGEST_TITLE else f"{shown[: LONGEST_TITLE - 1]}…"

    def page(self, template: str, outline: Outline, values: dict[str, object], words: Words) -> Page:
        """Return the page of an outline; hidden characters in any of it are made visible."""
        reveal, told = self.insights.reveal, {"kind": outline.kind, "address": str(outline.address)}
        body = self.context.fill(template, {**told, "title": outline.title, **values})
        body = self.insights.reveal_markup(body)
        return Page(
            path=outline.path,
            title=outline.title,
            body=body,
            markdown=reveal(words.markdown),
            address=outline.address,
            kind=outline.kind,
            headings=tuple(msgspec.structs.replace(one, text=reveal(one.text)) for one in words.headings),
            summary=reveal(words.summary),
            group=outline.group,
            contract=words.contract,
        )

    def link(self, outline: Outline, address: Address) -> str:
        """Return the link from one page to another; empty where there is no such page."""
        target = self.context.urls.resolve(address)
        return relative(outline.path, target) if target else ""

    def fronted(self, tool: Tool) -> tuple[Operation, str] | None:
        """Return the operation that a tool calls, and how that is known."""
        link = self.fronts.get(tool.address)
        operation = self.context.operations.get(link.operation.name) if link else None
        return (operation, link_words(link)) if operation and link else None

    def fronting(self, operation: Operation) -> Iterator[tuple[Tool, str]]:
        """Yield the tools that call an operation, and how that is known."""
        for link in self._fronting.get(operation.address, ()):
            if tool := self.tools.get(link.tool):
                yield tool, link_words(link)

    def prose(self, source: str) -> Markup | str:
        """Return words of a server as safe HTML; tags that only look like some are shown, headings stand low."""
        return Markup(prose(source)) if source.strip() else ""

    def remarks(self, address: Address) -> tuple[Remark, ...]:
        """Return what is to be said of the honesty of a page's words: notes are for authors only."""
        found = self.insights.remarks(address)
        return found if self.context.authoring else tuple(one for one in found if one.severity != "note")

    def source(self, listed: Listed | McpServer) -> str:
        """Return the place in the snapshot, for authors."""
        return str(listed.source) if self.context.authoring and listed.source.file else ""


def icon(icons: Iterable[Icon]) -> str:
    """Return the first icon that is in the listing itself, as a picture that holds no markup; empty where none is.

    Icons at an address are never loaded: their host would learn who reads these pages.
    """
    return next((one.src for one in icons if len(one.src) <= MOST_ICON and _PICTURE.fullmatch(one.src)), "")


def summary(description: str, otherwise: str) -> str:
    """Return a description in at most 160 characters."""
    return plain(description, 160) or otherwise


def extras(*groups: tuple[str, Mapping[str, Json] | None], icons: Iterable[Icon] = ()) -> list[tuple[str, Json]]:
    """Return members outside the standard, each under its name, and where icons are that are not loaded."""
    elsewhere = [("icon", one.src) for one in icons if not one.src.startswith("data:")]
    return [(f"{lead}{name}", value) for lead, members in groups for name, value in (members or {}).items()] + elsewhere


def sample_values(samples: Iterable[McpSample]) -> list[tuple[str, str, list[tuple[str, str, Any]]]]:
    """Return samples as templates take them."""
    return [(s.language, s.title, [(f.era, f.title, f.html) for f in s.forms]) for s in samples]
