"""The page of an MCP server, and the index of all."""

from collections.abc import Iterator

import msgspec

from gatepost.model.mcp_server import McpServer
from gatepost.model.page import Heading, Outline, Page
from gatepost.model.tool import Tool
from gatepost.render.mcp_contracts import mcp_contract
from gatepost.render.mcp_samples import ERAS, agents, agents_text
from gatepost.render.mcp_samples.agents import NO_URL, PLACES
from gatepost.render.mcp_site import Listed, McpSite, Words, extras, icon, sample_values, summary
from gatepost.render.mcp_words import RISKS, cost_words, risk, size
from gatepost.render.operation_text import fenced
from gatepost.render.prose import is_safe, one_line, sentence
from gatepost.render.reach import ORIGIN, cors_text
from gatepost.render.words import value

REACH = "A page of another origin, such as the console of these docs, can call the server when its replies carry:"


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A line of a list: a tool, prompt or resource."""

    title: str
    name: str
    url: str
    said: str
    risk: str = ""
    tags: str = ""
    size: str = ""
    remarks: int = 0


class ServerPages:
    """Pages of the servers themselves."""

    def __init__(self, site: McpSite) -> None:
        self._site = site

    def render(self, server: McpServer, outline: Outline) -> Page:
        """Return the page of a server."""
        site = self._site
        tools = [self._tool(tool, outline) for tool in server.tools]
        values: dict[str, object] = {
            "server": server,
            "icon": icon(server.icons),
            "description": site.prose(server.description),
            "website": server.website_url if is_safe(server.website_url) else "",
            "remarks": site.remarks(server.address),
            "facts": list(_facts(server)),
            "capabilities": list(_capabilities(server)),
            "cost": cost_words(site.insights.cost_of_server(server)),
            "tools": tools,
            "risks": [(key, words) for key, words in RISKS.items() if any(tool.risk == key for tool in tools)],
            "hidden": [self._tool(site.tools[address], outline) for address in server.hidden if address in site.tools],
            "wholes": self._wholes(server, outline),
            "prompts": [self._entry(one, one.name, outline) for one in server.prompts],
            "resources": [self._entry(one, one.uri, outline) for one in server.resources],
            "templates": [self._entry(one, one.uri_template, outline) for one in server.templates],
            "agents": sample_values(agents(server)),
            "places": PLACES,
            "no_url": "" if server.url else NO_URL,
            "cors": cors_text(server),
            "origin": ORIGIN,
            "holds_session": "legacy" in server.eras or not server.eras,
            "extras": [(name, value(found)) for name, found in extras(("", server.extensions), icons=server.icons)],
            "source": site.source(server),
        }
        words = Words(
            markdown="\n\n".join(part for part in self._text(server, outline) if part) + "\n",
            summary=summary(server.description, f"{outline.title}: an MCP server with {_count(server)}."),
            headings=tuple(_headings(server)),
            contract=mcp_contract(server, server),
        )
        return site.page("server", outline, values, words)

    def index(self, outline: Outline) -> Page:
        """Return the index of all servers."""
        site = self._site
        cards = []
        for server in site.servers.values():
            said = sentence(server.description) if server.description else ""
            parts = tuple(site.servers[name].display_title for name in server.virtual_of if name in site.servers)
            url = site.link(outline, server.address)
            cards.append((site.title(server.display_title), url, _count(server), said, parts))
        values: dict[str, object] = {
            "cards": [card for card in cards if not card[4]],
            "views": [card for card in cards if card[4]],
            "count": sum(len(server.tools) for server in site.servers.values()),
        }
        lines = [f"- [{title}]({url}): {count}" for title, url, count, _, _ in cards]
        words = Words(
            markdown=f"# {outline.title}\n\n" + "\n".join(lines) + "\n",
            summary=f"{len(cards)} MCP servers with {values['count']} tools.",
        )
        return site.page("mcp", outline, values, words)

    def _tool(self, tool: Tool, outline: Outline) -> Entry:
        site, kind = self._site, risk(tool)
        reach = tool.annotations.open_world
        tags = f"{kind} {'open' if reach.value else 'closed'}"
        return Entry(
            title=site.title(tool.display_title),
            name=tool.name if tool.name != tool.display_title else "",
            url=site.link(outline, tool.address),
            said=sentence(tool.description, 140),
            risk=kind,
            tags=tags,
            size=size(site.insights.cost_of_tool(tool).bytes),
            remarks=len(site.remarks(tool.address)),
        )

    def _entry(self, listed: Listed, name: str, outline: Outline) -> Entry:
        return Entry(
            title=self._site.title(listed.display_title),
            name=name,
            url=self._site.link(outline, listed.address),
            said=sentence(listed.description, 140),
        )

    def _wholes(self, server: McpServer, outline: Outline) -> list[tuple[str, str]]:
        site = self._site
        known = [site.servers[name] for name in server.virtual_of if name in site.servers]
        return [(site.title(whole.display_title), site.link(outline, whole.address)) for whole in known]

    def _text(self, server: McpServer, outline: Outline) -> Iterator[str]:
        site = self._site
        yield f"# {outline.title}"
        yield server.description
        yield "\n".join(f"- {name}: {said}" for name, said in _facts(server))
        if server.instructions:
            yield f"## Instructions to the model\n\n{fenced(server.instructions, 'text')}"
        for title, listed in _lists(server):
            lines = [
                f"- [{one_line(one.display_title)}]({site.link(outline, one.address)}): {sentence(one.description)}"
                for one in listed
            ]
            yield f"## {title}\n\n" + "\n".join(lines) if lines else ""
        if server.hidden:
            yield "## Hidden tools\n\n" + "\n".join(f"- `{one.name.partition('/')[2]}`" for one in server.hidden)
        yield f"## From a browser\n\n{REACH}\n\n{fenced(cors_text(server), 'http')}"
        yield f"## Add to an agent\n\n{fenced(agents_text(server), 'json')}"

    def shown_elsewhere(self, server: McpServer) -> list[str]:
        """Return what the page shows of other servers: what its digest must know beside its own listing."""
        site = self._site
        hidden = [
            f"{address} {tool.display_title} {tool.description} {risk(tool)} {site.context.urls.path(address)}"
            for address in server.hidden
            if (tool := site.tools.get(address))
        ]
        return [*hidden, *(site.servers[name].display_title for name in server.virtual_of if name in site.servers)]


def _facts(server: McpServer) -> Iterator[tuple[str, str]]:
    if server.name and server.name != server.display_title:
        yield "Name", server.name
    if server.version:
        yield "Version", server.version
    if server.protocol_versions:
        yield "Protocol versions", ", ".join(server.protocol_versions)
    if server.eras:
        yield "Eras", ", ".join(f"{era} ({ERAS.get(era, '')})" for era in server.eras)
    known = server.authentication
    if known.is_declared:
        if known.headers:
            yield "Headers it asks for", ", ".join(known.headers)
        if known.authorization_servers:
            yield "Authorization servers", ", ".join(known.authorization_servers)
        if known.scopes:
            yield "Scopes", ", ".join(known.scopes)
    yield from _captured(server)


def _captured(server: McpServer) -> Iterator[tuple[str, str]]:
    taken = server.capture
    if taken.at:
        over = f" over {taken.transport}" if taken.transport else ""
        yield "Snapshot", f"{taken.at}{over}"
    if taken.capabilities:
        yield "Client capabilities then", ", ".join(taken.capabilities)
    if taken.scopes:
        yield "Scopes then", ", ".join(taken.scopes)
    if taken.digest:
        yield "Digest", taken.digest[:16]


def _capabilities(server: McpServer) -> Iterator[str]:
    for name, found in server.capabilities.items():
        inner = [key for key, said in found.items() if said] if isinstance(found, dict) else []
        yield f"{name} ({', '.join(inner)})" if inner else name


def _lists(server: McpServer) -> list[tuple[str, tuple[Listed, ...]]]:
    return [
        ("Tools", server.tools),
        ("Prompts", server.prompts),
        ("Resources", server.resources),
        ("Resource templates", server.templates),
    ]


def _count(server: McpServer) -> str:
    counts = [(len(server.tools), "tool"), (len(server.prompts), "prompt")]
    counts.append((len(server.resources) + len(server.templates), "resource"))
    words = [f"{count} {unit if count == 1 else unit + 's'}" for count, unit in counts if count]
    return ", ".join(words) or "nothing listed"


def _headings(server: McpServer) -> Iterator[Heading]:
    if server.instructions:
        yield Heading(id="instructions", text="Instructions to the model")
    yield Heading(id="agents", text="Add to an agent")
    yield Heading(id="browser", text="From a browser")
    for title, listed in _lists(server):
        if listed:
            yield Heading(id=title.lower().replace(" ", "-"), text=title)
    if server.hidden:
        yield Heading(id="hidden", text="Hidden tools")
    yield Heading(id="facts", text="About this snapshot")
