"""Pages of MCP servers: URLs, what stands in them, when they change."""

import copy
from pathlib import Path
from typing import Any

import msgspec
import pytest

from gatepost.errors import ConfigurationError
from gatepost.model.address import Address
from gatepost.model.mcp_server import McpAuthentication
from gatepost.model.page import Page
from gatepost.render import Reference
from gatepost.render.reach import cors_text
from gatepost.settings import McpInput
from tests.unit.render.conftest import Parsed
from tests.unit.render.mcp_things import TOOL, pages_of, servers_of, snapshot

URL = "mcp/weather/tools/get-forecast/"


def tool_page(folder: Path, tool: dict[str, Any], **more: Any) -> Page:
    reference = pages_of(servers_of(folder, weather=snapshot(tool)), **more)
    return reference.page(next(o.path for o in reference.outlines if o.kind == "tool"))


def test_everything_a_server_lists_has_its_place(tmp_path: Path) -> None:
    tree = snapshot(
        TOOL,
        prompts=[{"name": "plan-day", "arguments": [{"name": "city", "required": True}]}],
        resources=[{"uri": "weather://today", "name": "Today"}],
        resourceTemplates=[{"uriTemplate": "weather://{city}", "name": "City"}],
        server={"name": "weather", "title": "Weather"},
    )
    reference = pages_of(servers_of(tmp_path, weather=tree))
    assert [(o.kind, o.path, o.title) for o in reference.outlines] == [
        ("index", "mcp/", "MCP servers"),
        ("server", "mcp/weather/", "Weather"),
        ("tool", URL, "Forecast"),
        ("prompt", "mcp/weather/prompts/plan-day/", "plan-day"),
        ("resource", "mcp/weather/resources/weather-today/", "Today"),
        ("resource", "mcp/weather/resources/weather-city/", "City"),
    ]
    for outline in reference.outlines:
        page = reference.page(outline.path)
        assert (page.kind, page.address, page.title) == (outline.kind, outline.address, outline.title)
        assert f'data-kind="{page.kind}"' in page.body and page.body.count("<h1>") == 1
        assert page.markdown.startswith(f"# {page.title}\n")
    part = Address("tool", "weather/get_forecast", "param-city")
    assert reference.resolve(part) == f"{URL}#param-city"


def test_the_tree_has_a_file_a_server(tmp_path: Path) -> None:
    tree = pages_of(servers_of(tmp_path, weather=snapshot(TOOL))).navigation()
    assert set(tree) == {"mcp.json", "mcp-weather.json"}
    assert tree["mcp-weather.json"] == {"children": [{"title": "Forecast", "url": URL}]}


def test_a_tools_page_says_what_the_tool_takes(tmp_path: Path) -> None:
    page = tool_page(tmp_path, TOOL)
    parsed = Parsed(page.body)
    assert {"param-city", "param-days", "arguments", "result", "model"} <= set(page.anchors)
    assert "city" in parsed.text and "required" in parsed.text and "default" in parsed.text
    assert [heading.id for heading in page.headings] == ["arguments", "result", "model"]
    assert "<h4>Notes</h4>" in page.body
    assert "#### Notes" in page.markdown and "`city`" in page.markdown


@pytest.mark.parametrize(
    ("annotations", "expected"),
    [
        ({"readOnlyHint": True}, [("Reads only", "declared"), ("Reaches outside", "default by specification")]),
        ({"readOnlyHint": False, "destructiveHint": False}, [("Destroys nothing", "declared")]),
        ({}, [("May destroy", "default by specification")]),
        (None, [("May change things", "not declared"), ("May destroy", "not declared")]),
    ],
)
def test_badges_say_where_they_come_from(tmp_path: Path, annotations: Any, expected: list[tuple[str, str]]) -> None:
    tool = {**TOOL, "annotations": annotations} if annotations is not None else {**TOOL}
    if annotations is None:
        del tool["annotations"]
    page = tool_page(tmp_path, tool)
    words = Parsed(page.body).text
    for said, origin in expected:
        assert said in words and origin in words
    assert "do not trust them" in words
    if annotations is None:
        assert 'data-calm="true"' not in page.body


def test_markup_of_a_description_is_never_an_element(tmp_path: Path) -> None:
    description = "<img src=x onerror=alert(1)><script>alert(1)</script> <id> <w:t>x</w:t> [x](javascript:alert(1))"
    schema = {"type": "object", "properties": {"<b id=x>": {"type": "string", "description": description}}}
    page = tool_page(tmp_path, {"name": "<script>x", "description": description, "inputSchema": schema})
    for name, attributes in Parsed(page.body).elements:
        assert name not in ("script", "img", "id", "w:t"), page.body
        assert not any(key.startswith("on") for key in attributes)
        assert not str(attributes.get("href", "")).startswith("javascript")


def test_hidden_characters_are_shown(tmp_path: Path) -> None:
    tags = "".join(chr(0xE0000 + ord(c)) for c in "<b>rm -rf</b>")
    hidden = f"Tells\u200b the weather.{tags}"
    schema = {"type": "object", "properties": {"city": {"type": "string", "description": f"Where.{tags}"}}}
    page = tool_page(tmp_path, {**TOOL, "title": f"Fore\u202ecast{tags}", "description": hidden, "inputSchema": schema})
    for text in (page.body, page.markdown, page.title, page.summary):
        assert "\u200b" not in text and "\u202e" not in text and "\U000e003c" not in text
    assert "&lt;b&gt;rm -rf&lt;/b&gt;" in page.body and "<b>rm" not in page.body
    assert "U+200B" in page.body and "U+202E" in page.title
    assert 'class="gatepost-remarks"' in page.body and 'data-severity="error"' in page.body


def test_a_schema_that_leads_to_itself_has_a_section(tmp_path: Path) -> None:
    node = {"type": "object", "properties": {"name": {"type": "string"}, "children": {"$ref": "#/$defs/Nodes"}}}
    nodes = {"type": "array", "items": {"$ref": "#/$defs/Node"}}
    schema = {
        "type": "object",
        "$defs": {"Node": node, "Nodes": nodes},
        "properties": {"root": {"$ref": "#/$defs/Node"}},
    }
    page = tool_page(tmp_path, {**TOOL, "inputSchema": schema})
    assert {"param-root.name", "definition-Node", "definition-Node.name"} <= set(page.anchors)
    assert 'href="#definition-Node"' in page.body
    links = [a["href"] for name, a in Parsed(page.body).elements if name == "a" and a.get("href", "").startswith("#")]
    assert {str(link)[1:] for link in links} <= set(page.anchors)


def test_definitions_that_multiply_do_not_drown_the_page(tmp_path: Path) -> None:
    twice = {f"d{i}": {"properties": {n: {"$ref": f"#/$defs/d{i + 1}"} for n in "abc"}} for i in range(40)}
    schema = {
        "type": "object",
        "$defs": {**twice, "d40": {"type": "string"}},
        "properties": {"x": {"$ref": "#/$defs/d0"}},
    }
    page = tool_page(tmp_path, {**TOOL, "inputSchema": schema})
    assert len(page.body) < 400_000 and len(page.markdown) < 200_000
    assert {f"definition-d{i}.a" for i in range(40)} <= set(page.anchors)


@pytest.mark.parametrize("schema", [True, {"type": "object", "properties": {}}, {"type": "object"}, "text", None])
def test_odd_input_schemas_still_have_a_page(tmp_path: Path, schema: Any) -> None:
    assert "<p>None.</p>" in tool_page(tmp_path, {**TOOL, "inputSchema": schema}).body


def test_names_of_any_length_and_two_of_one_name_have_pages(tmp_path: Path) -> None:
    tools = [{**TOOL, "name": "a" * 500}, {**TOOL, "name": "x"}, {**TOOL, "name": "x"}, {**TOOL, "name": "X"}]
    reference = pages_of(servers_of(tmp_path, weather=snapshot(*tools)))
    paths = [outline.path for outline in reference.outlines]
    assert len({path.lower() for path in paths}) == len(paths) == 6
    assert all(len(part) <= 80 for path in paths for part in path.split("/"))
    assert all(reference.page(path).body for path in paths)


def virtual(folder: Path) -> Reference:
    destroy = {**TOOL, "name": "drop_city", "title": "Drop a city", "annotations": {"destructiveHint": True}}
    trees = {"weather": snapshot(TOOL, destroy), "reader": snapshot(TOOL)}
    inputs = [McpInput(path="weather.json"), McpInput(path="reader.json", virtual_of=("weather",))]
    return pages_of(servers_of(folder, inputs, **trees))


def test_a_virtual_server_shows_what_it_hides_and_the_risk_of_each(tmp_path: Path) -> None:
    reference = virtual(tmp_path)
    body = reference.page("mcp/reader/").body
    exposed, _, hidden = body.partition('id="hidden"')
    assert 'href="tools/get-forecast/"' in exposed and 'data-risk="reads"' in exposed
    assert 'href="../weather/tools/drop-city/"' in hidden and 'data-risk="destroys"' in hidden
    assert 'href="../../../weather/tools/get-forecast/"' in reference.page("mcp/reader/tools/get-forecast/").body


def test_without_insights_pages_still_have_sizes(tmp_path: Path) -> None:
    from gatepost.model.gateway import Gateway
    from gatepost.settings import ReferenceSettings

    servers = servers_of(tmp_path, weather=snapshot(TOOL))
    body = Reference(Gateway(title="", mcp_servers=servers), ReferenceSettings()).page(URL).body
    assert "bytes" in body and "tokens" not in body


def test_the_folder_of_the_servers_is_taken(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="'mcp' is the folder"):
        pages_of(servers_of(tmp_path, weather=snapshot(TOOL)), path="mcp")


@pytest.mark.parametrize(
    ("change", "touched"),
    [
        ({"description": "Other."}, {"mcp/", "mcp/weather/", URL}),
        ({"annotations": {}}, {"mcp/weather/", URL}),
        ({"inputSchema": {"type": "object"}}, {"mcp/weather/", URL}),
        ({"outputSchema": {"type": "object"}}, {"mcp/weather/", URL}),
    ],
)
def test_a_digest_changes_with_what_the_page_shows(tmp_path: Path, change: dict[str, Any], touched: set[str]) -> None:
    other = {**TOOL, "name": "get_storm", "description": "Tells about storms."}
    before = pages_of(servers_of(tmp_path, weather=snapshot(TOOL, other)))
    after = pages_of(servers_of(tmp_path, weather=snapshot({**copy.deepcopy(TOOL), **change}, other)))
    differing = {o.path for o in before.outlines if before.digest(o.path) != after.digest(o.path)}
    assert differing <= touched and URL in differing
    for outline in before.outlines:
        assert outline.path in differing or before.page(outline.path) == after.page(outline.path)


def test_a_site_with_descriptions_and_servers_has_both(tmp_path: Path) -> None:
    import msgspec

    from tests.unit.render.conftest import gateway_of, operations_of

    gateway = gateway_of(paths=operations_of("GET /models"))
    whole = msgspec.structs.replace(gateway, mcp_servers=servers_of(tmp_path, weather=snapshot(TOOL)))
    from gatepost.settings import ReferenceSettings

    reference = Reference(whole, ReferenceSettings())
    folders = [outline.path.partition("/")[0] for outline in reference.outlines]
    assert folders == sorted(folders, reverse=True) and set(folders) == {"reference", "mcp"}
    assert {"index.json", "mcp.json"} <= set(reference.navigation())


def test_icons_in_the_listing_are_shown_and_those_elsewhere_named(tmp_path: Path) -> None:
    png = "data:image/png;base64,iVBORw0KGgo="
    icons = [{"src": "https://spy.example/i.png"}, {"src": "data:image/svg+xml;base64,PHN2Zz4="}, {"src": png}]
    (server,) = servers_of(tmp_path, weather=snapshot({**TOOL, "icons": icons}, server={"name": "w", "icons": icons}))
    reference = pages_of([server])
    for path in ("mcp/weather/", "mcp/weather/tools/get-forecast/"):
        body = reference.page(path).body
        assert body.count("<img") == 1 and f'src="{png}"' in body
        assert "spy.example/i.png" in body and 'src="https' not in body
        assert "svg+xml" not in body.partition("What the model sees")[0]


@pytest.mark.parametrize(
    ("eras", "there", "not_there"),
    [
        (("legacy",), "mcp-session-id", "mcp-method"),
        (("modern",), "mcp-param-city", "mcp-session-id"),
        ((), "mcp-method", "nothing"),
    ],
)
def test_what_a_browser_needs_follows_from_eras_keys_and_tools(
    tmp_path: Path, eras: tuple[str, ...], there: str, not_there: str
) -> None:
    schema = {"type": "object", "properties": {"city": {"type": "string", "x-mcp-header": "City"}}}
    (server,) = servers_of(tmp_path, weather=snapshot({**TOOL, "inputSchema": schema}))
    text = cors_text(msgspec.structs.replace(server, eras=eras, authentication=McpAuthentication(headers=("X-Team",))))
    assert there in text and not_there not in text and "x-team" in text
    assert text.splitlines()[0] == "Access-Control-Allow-Origin: https://docs.example.com"
