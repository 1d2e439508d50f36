"""The page of one tool."""

from collections.abc import Iterator

import msgspec

from gatepost.model.mcp_server import McpServer
from gatepost.model.page import Heading, Outline, Page
from gatepost.model.schema import Json
from gatepost.model.tool import Tool
from gatepost.render.examples import pretty
from gatepost.render.markup import Markup
from gatepost.render.mcp_contracts import mcp_contract
from gatepost.render.mcp_samples import mcp_samples, request_of
from gatepost.render.mcp_samples.agents import configuration
from gatepost.render.mcp_samples.forms import json_html
from gatepost.render.mcp_site import McpSite, Words, extras, icon, sample_values, summary
from gatepost.render.mcp_words import badges, cost_words, risk
from gatepost.render.operation_text import demoted, fenced
from gatepost.render.prose import inline, one_line
from gatepost.render.samples.json_text import visible
from gatepost.render.tool_schema import ToolSchemas, section_id
from gatepost.render.words import value

MOST_RESULT = 2400
"""Characters of the example of a result."""


class ToolPages:
    """Pages of the tools of all servers."""

    def __init__(self, site: McpSite) -> None:
        self._site = site

    def render(self, tool: Tool, outline: Outline) -> Page:
        """Return the page of a tool."""
        site, server = self._site, self._site.servers[tool.server]
        schemas = ToolSchemas(tool)
        request = request_of(tool, server)
        written = (*mcp_samples(request, server.eras), configuration(server))
        arguments = Markup(schemas.fields(tool.input_schema, "param-"))
        curl = next(sample.forms[0].text for sample in written if sample.language == "curl")
        values: dict[str, object] = {
            "tool": tool,
            "icon": icon(tool.icons),
            "server": (site.title(server.display_title), "../../"),
            "origin": self._origin(tool, outline),
            "fronts": self._fronted(tool, outline),
            "remarks": site.remarks(tool.address),
            "description": site.prose(tool.description),
            "badges": list(badges(tool)),
            "risk": risk(tool),
            "arguments": arguments,
            "arguments_facts": _facts(schemas, tool, arguments),
            "result": self._result(tool, schemas),
            "sections": [(section_id(one.key), one.name, Markup(schemas.section(one))) for one in schemas.sections],
            "cost": cost_words(site.insights.cost_of_tool(tool)),
            "seen": _seen(site.insights.seen(tool)),
            "extras": [(name, value(found)) for name, found in _extras(tool)],
            "samples": sample_values(written),
            "spoken": server.eras,
            "example": _example(tool),
            "source": site.source(tool),
        }
        words = Words(
            markdown="\n\n".join(part for part in self._text(tool, server, outline, schemas, curl) if part) + "\n",
            summary=summary(tool.description, f"{tool.name}: a tool of {server.display_title}"),
            headings=tuple(_headings(tool, schemas, bool(_extras(tool)))),
            contract=mcp_contract(tool, server),
        )
        return site.page("tool", outline, values, words)

    def _origin(self, tool: Tool, outline: Outline) -> tuple[str, str] | None:
        origin = self._site.tools.get(tool.origin) if tool.origin else None
        if origin is None:
            return None
        whole = self._site.servers[origin.server]
        return f"{origin.name} of {whole.display_title}", self._site.link(outline, origin.address)

    def _fronted(self, tool: Tool, outline: Outline) -> tuple[str, str, str, str] | None:
        """Return method, title and link of the operation that a tool calls, and how that is known."""
        found = self._site.fronted(tool)
        if found is None:
            return None
        operation, how = found
        link = self._site.link(outline, operation.address)
        return operation.method, self._site.context.title(operation), link, how

    def _result(self, tool: Tool, schemas: ToolSchemas) -> tuple[Markup, Markup, Markup] | None:
        """Return type, facts and fields of the result."""
        schema = tool.output_schema
        if schema is None:
            return None
        fields = schemas.fields(schema, "output-")
        return Markup(schemas.tree.type(schema)), Markup(schemas.tree.facts(schema)), Markup(fields)

    def _text(self, tool: Tool, server: McpServer, outline: Outline, schemas: ToolSchemas, curl: str) -> Iterator[str]:
        yield f"# {one_line(tool.display_title)}"
        yield f"Tool `{tool.name}` of the MCP server {one_line(server.display_title)}."
        if fronts := self._fronted(tool, outline):
            method, title, link, how = fronts
            yield f"Calls the operation [{method} {title}]({link}){f' ({how})' if how else ''}."
        yield demoted(tool.description)
        yield "\n".join(f"- {one.words} ({one.origin})" for one in badges(tool))
        yield "Hints are claims of the server and not to be trusted."
        for remark in self._site.remarks(tool.address):
            yield f"**{remark.severity}** {remark.message}" + (f": `{remark.excerpt}`" if remark.excerpt else "")
        yield "## Arguments"
        yield schemas.lines(tool.input_schema) or "None."
        if tool.output_schema is not None:
            yield f"## Result\n\n{schemas.text.type(tool.output_schema)}"
            yield schemas.lines(tool.output_schema)
        for named in schemas.sections:
            yield f"## {one_line(named.name)}\n\n{schemas.section_lines(named)}"
        yield f"Context cost: {cost_words(self._site.insights.cost_of_tool(tool))}."
        yield f"## Sample\n\n{fenced(curl, 'sh')}"


def _facts(schemas: ToolSchemas, tool: Tool, fields: str) -> Markup:
    """What is to be said of the arguments as a whole; of a tool that takes none, nothing."""
    return Markup(schemas.tree.facts(tool.input_schema)) if fields else Markup("")


def _seen(source: str) -> str:
    """Return what an agent receives, indented, with what cannot be seen escaped."""
    try:
        return visible(msgspec.json.format(source, indent=2))
    except (msgspec.DecodeError, UnicodeError):
        return visible(source)


def _example(tool: Tool) -> Markup | None:
    if tool.example_result is msgspec.UNSET or tool.example_result is None:
        return None
    shown = pretty(tool.example_result)
    return Markup(json_html(shown)) if len(shown) <= MOST_RESULT else None


def _extras(tool: Tool) -> list[tuple[str, Json]]:
    return extras(
        ("annotations.", tool.annotations.other), ("execution.", tool.execution), ("_meta.", tool.meta),
        ("", tool.extensions), icons=tool.icons,
    )  # fmt: skip


def _headings(tool: Tool, schemas: ToolSchemas, has_extras: bool) -> Iterator[Heading]:
    yield Heading(id="arguments", text="Arguments")
    yield Heading(id="result", text="Result")
    for one in schemas.sections:
        yield Heading(id=section_id(one.key), text=inline(one.name), level=3)
    yield Heading(id="model", text="What the model sees")
    if has_extras:
        yield Heading(id="more", text="More")
