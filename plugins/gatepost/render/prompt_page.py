"""The pages of prompts, resources and resource templates."""

from collections.abc import Iterator

from gatepost.model.mcp_server import McpServer
from gatepost.model.page import Heading, Outline, Page
from gatepost.model.prompt import Prompt
from gatepost.model.resource import Resource, ResourceTemplate
from gatepost.model.schema import Json
from gatepost.render.mcp_contracts import mcp_contract
from gatepost.render.mcp_samples import mcp_samples, request_of
from gatepost.render.mcp_site import McpSite, Words, extras, icon, sample_values, summary
from gatepost.render.mcp_words import size
from gatepost.render.operation_text import demoted, fenced
from gatepost.render.prose import inline, one_line
from gatepost.render.words import value


def prompt_page(site: McpSite, prompt: Prompt, outline: Outline) -> Page:
    """Return the page of a prompt."""
    values = {**_common(site, prompt, outline), "arguments": prompt.arguments, "name": prompt.name}
    headings = (Heading(id="arguments", text="Arguments"),) if prompt.arguments else ()
    lines = "\n".join(
        f"- `{one.name}`{' (required)' if one.required else ''}: {inline(one.description)}" for one in prompt.arguments
    )
    text = _text(site, prompt, f"Prompt `{prompt.name}`", lines and f"## Arguments\n\n{lines}")
    said = summary(prompt.description, f"{prompt.name}: a prompt")
    contract = mcp_contract(prompt, site.servers[prompt.server])
    words = Words(markdown=text, summary=said, headings=headings, contract=contract)
    return site.page("prompt", outline, values, words)


def resource_page(site: McpSite, resource: Resource | ResourceTemplate, outline: Outline) -> Page:
    """Return the page of a resource, or of a template of many."""
    is_template = isinstance(resource, ResourceTemplate)
    uri = resource.uri_template if isinstance(resource, ResourceTemplate) else resource.uri
    facts = list(_facts(resource))
    values = {
        **_common(site, resource, outline),
        "uri": uri,
        "is_template": is_template,
        "variables": resource.variables if isinstance(resource, ResourceTemplate) else (),
        "facts": facts,
    }
    lines = "\n".join(f"- {name}: {said}" for name, said in facts)
    text = _text(site, resource, f"Resource{' template' if is_template else ''} `{uri}`", lines)
    contract = mcp_contract(resource, site.servers[resource.server])
    words = Words(markdown=text, summary=summary(resource.description, uri), contract=contract)
    return site.page("resource", outline, values, words)


def _common(site: McpSite, listed: Prompt | Resource | ResourceTemplate, outline: Outline) -> dict[str, object]:
    server = site.servers[listed.server]
    samples = mcp_samples(request_of(listed, server), server.eras)
    return {
        "server": (site.title(server.display_title), "../../"),
        "icon": icon(listed.icons),
        "remarks": site.remarks(listed.address),
        "description": site.prose(listed.description),
        "samples": sample_values(samples),
        "spoken": server.eras,
        "extras": [(name, value(found)) for name, found in _extras(listed)],
        "source": site.source(listed),
    }


def _extras(listed: Prompt | Resource | ResourceTemplate) -> list[tuple[str, Json]]:
    return extras(("_meta.", listed.meta), ("", listed.extensions), icons=listed.icons)


def _facts(resource: Resource | ResourceTemplate) -> Iterator[tuple[str, str]]:
    if resource.name and resource.name != resource.display_title:
        yield "Name", resource.name
    if resource.mime_type:
        yield "Media type", resource.mime_type
    if isinstance(resource, Resource) and resource.size is not None:
        yield "Size", size(resource.size)
    if resource.annotations.audience:
        yield "Audience", ", ".join(resource.annotations.audience)
    if resource.annotations.priority is not None:
        yield "Priority", f"{resource.annotations.priority} (0 to 1)"
    if resource.annotations.last_modified:
        yield "Last modified", resource.annotations.last_modified


def _text(site: McpSite, listed: Prompt | Resource | ResourceTemplate, lead: str, more: str) -> str:
    server: McpServer = site.servers[listed.server]
    curl = mcp_samples(request_of(listed, server), server.eras)[1].forms[0].text
    parts = [f"# {one_line(listed.display_title)}", f"{lead} of the MCP server {one_line(server.display_title)}."]
    parts += [demoted(listed.description), more, f"## Sample\n\n{fenced(curl, 'sh')}"]
    return "\n\n".join(part for part in parts if part) + "\n"
