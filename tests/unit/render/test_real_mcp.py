"""Thirteen real servers with 298 tools: nothing that they list is missing from their pages."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from gatepost.model.mcp_server import McpServer
from gatepost.model.page import Page
from gatepost.model.tool import Tool
from gatepost.render import Reference
from gatepost.settings import McpInput
from tests.corpus.mcp import mcp_snapshots
from tests.unit.render.mcp_things import pages_of, servers_of

ROW = re.compile(r'<dt id="(param|output|definition)-[^"]*"><code>([^<]*)</code>')
ELEMENT = re.compile(r"<([a-z][a-z0-9-]*)[ >]")
OURS = set(
    "article div p a h1 h2 h3 h4 h5 h6 ul ol li b small i em strong code pre dl dt dd details summary aside section "
    "span br hr del blockquote table thead tbody tr th td q mark label input select option s sub sup".split()
)
BUTTON = '<button type="button" class="gatepost-try">Try it</button>'
GUIDES = "<gatepost-guides></gatepost-guides>"
CONNECT = '<button type="button" class="gatepost-try">Connect and compare</button>'
CONSOLE = f'<gatepost-console class="gatepost-connect" contract="contract.json">{CONNECT}</gatepost-console>'
TRY = f'<gatepost-console contract="contract.json">{BUTTON}</gatepost-console>'
LISTS = ("anyOf", "oneOf", "allOf", "prefixItems")


@pytest.fixture(scope="module")
def servers() -> tuple[McpServer, ...]:
    snapshots = mcp_snapshots()
    return servers_of(snapshots[0].parent, [McpInput(path=path.name) for path in snapshots])


@pytest.fixture(scope="module")
def reference(servers: tuple[McpServer, ...]) -> Reference:
    return pages_of(servers)


def page_of(reference: Reference, tool: Tool) -> Page:
    url = reference.resolve(tool.address)
    assert url is not None
    return reference.page(url)


def names(schema: Any, root: Any, seen: set[str]) -> Iterator[str]:
    """Yield the name of every property that a schema leads to, what stands in a definition once."""
    if not isinstance(schema, dict):
        return
    reference = schema.get("$ref", "")
    if reference.startswith("#/") and reference not in seen:
        seen.add(reference)
        target = root
        for key in reference[2:].split("/"):
            target = target[key]
        yield from names(target, root, seen)
    for name, inner in schema.get("properties", {}).items():
        yield name
        yield from names(inner, root, seen)
    below = [inner for keyword in LISTS for inner in schema.get(keyword, ())]
    below += [schema.get("items"), schema.get("additionalProperties"), *schema.get("patternProperties", {}).values()]
    for inner in below:
        yield from names(inner, root, seen)


def test_every_server_tool_prompt_and_resource_has_a_page(servers: tuple[McpServer, ...], reference: Reference) -> None:
    tools = [tool for server in servers for tool in server.tools]
    assert (len(servers), len(tools)) == (13, 298)
    others = [one for s in servers for one in (*s.prompts, *s.resources, *s.templates)]
    assert len(reference.outlines) == 1 + len(servers) + len(tools) + len(others)
    for server in servers:
        url = reference.resolve(server.address)
        assert url is not None
        body = reference.page(url).body
        for tool in server.tools:
            target = reference.resolve(tool.address)
            assert target is not None and f'<a href="{target.removeprefix(url)}">' in body, tool.address


def test_every_property_of_every_schema_has_a_row(servers: tuple[McpServer, ...], reference: Reference) -> None:
    written = 0
    for tool in (tool for server in servers for tool in server.tools):
        shown = Counter(name for _, name in ROW.findall(page_of(reference, tool).body))
        assert isinstance(tool.raw, dict)
        roots = [tool.raw.get("inputSchema"), tool.raw.get("outputSchema")]
        wanted = Counter(name for root in roots for name in names(root, root, set()))
        written += wanted.total()
        assert not wanted - shown, f"{tool.address} lacks {wanted - shown}"
    assert written > 1400


def test_every_row_has_an_anchor_of_its_own(servers: tuple[McpServer, ...], reference: Reference) -> None:
    for outline in reference.outlines:
        page = reference.page(outline.path)
        assert len(page.anchors) == len(set(page.anchors)), outline.path
        assert page.body.count("<h1>") == 1


def test_no_description_gets_an_element_of_its_own(reference: Reference) -> None:
    for outline in reference.outlines:
        body = reference.page(outline.path).body.replace(TRY, "", 1).replace(CONSOLE, "", 1).replace(GUIDES, "", 1)
        assert set(ELEMENT.findall(body)) <= OURS, outline.path
        assert " style=" not in body and " onerror=" not in re.sub(r">[^<]*<", "><", body)


def test_headings_of_descriptions_stay_out_of_the_outline(reference: Reference) -> None:
    ours = {"Arguments", "Result", "What the model sees", "More", "Tools", "Prompts", "Resources", "Hidden tools"}
    ours |= {"Resource templates", "Instructions to the model", "Add to an agent", "About this snapshot"}
    ours |= {"From a browser"}
    for outline in reference.outlines:
        page = reference.page(outline.path)
        assert {heading.text for heading in page.headings} <= ours, outline.path
        assert {heading.id for heading in page.headings} <= set(page.anchors), outline.path


def test_the_same_snapshots_make_the_same_pages(servers: tuple[McpServer, ...], reference: Reference) -> None:
    again = pages_of(servers)
    some = [outline.path for outline in reference.outlines][::7]
    assert [again.page(path) for path in some] == [reference.page(path) for path in some]
