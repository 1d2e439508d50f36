"""The calls of two versions, with what changed in them."""

from collections.abc import Sequence
from typing import Any

import msgspec
import pytest

from gatepost.diff import diff, migration
from gatepost.model.change import Change
from gatepost.model.gateway import Gateway
from gatepost.model.mcp_server import McpServer
from gatepost.model.schema import Property, Schema
from gatepost.model.tool import Tool
from gatepost.render.call_words import as_html, as_markdown
from gatepost.render.calls import Calls, Compared
from gatepost.render.environment import make_environment
from tests.unit.diff.versions import FINE, gateway_of

THING = {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}


def body(**properties: Any) -> dict[str, Any]:
    return {**THING, "properties": {**THING["properties"], **properties}}


def description(schema: dict[str, Any], path: str = "/things", **operation: Any) -> dict[str, Any]:
    request = {"content": {"application/json": {"schema": schema}}}
    return {"paths": {path: {"post": {"responses": FINE, "requestBody": request, **operation}}}}


def compared(old: Gateway, new: Gateway, rule: str, languages: tuple[str, ...] = ("curl",)) -> Compared:
    changes = diff(old, new)
    meant = [one for one in changes if one.rule == rule]
    assert meant, [one.rule for one in changes]
    return Calls(old, new, changes, languages).of(meant)


def texts(found: Compared) -> tuple[str, str]:
    (one,) = found.samples
    assert one.before is not None and one.after is not None
    return one.before.text, one.after.text


N = {"type": "integer", "maximum": 8}


@pytest.mark.parametrize(
    ("old", "new", "rule", "before", "after"),
    [
        (body(n=N), body(n={**N, "maximum": 4}), "request-maximum-lowered", '"n": 8', '"n": 4'),
        (body(n={"type": "integer"}), body(n=N), "request-maximum-lowered", '"n": 9', '"n": 8'),
        (body(team={"type": "string"}), THING, "request-property-removed", '"team": "TEAM"', ""),
        (
            body(team={"type": "string"}),
            {**body(team={"type": "string"}), "required": ["name", "team"]},
            "request-property-became-required",
            "",
            '"team"',
        ),
        (
            body(kind={"type": "string", "enum": ["a", "b"]}),
            body(kind={"type": "string", "enum": ["b"]}),
            "request-enum-narrowed",
            '"kind": "a"',
            '"kind": "b"',
        ),
        (
            body(deep={"type": "object", "properties": {"size": {"type": "string"}}}),
            body(deep={"type": "object", "properties": {"size": {"type": "integer"}}}),
            "request-property-type-changed",
            '"size": "SIZE"',
            '"size": 1',
        ),
    ],
)
def test_what_changed_in_a_body_is_in_the_calls(
    old: dict[str, Any], new: dict[str, Any], rule: str, before: str, after: str
) -> None:
    first, second = texts(compared(gateway_of(description(old)), gateway_of(description(new)), rule))
    assert before in first and after in second
    assert (before and before not in second) or (after and after not in first)


def test_a_parameter_that_is_gone_is_sent_before_only() -> None:
    page = {"name": "page", "in": "query", "schema": {"type": "integer"}}
    cursor = {"name": "cursor", "in": "query", "schema": {"type": "string", "examples": ["c1"]}}
    old, new = description(THING, parameters=[page]), description(THING, parameters=[cursor])
    before, after = texts(compared(gateway_of(old), gateway_of(new), "parameter-removed"))
    assert "?page=1" in before and "page" not in after
    assert "cursor" not in after, "what only the new version has, and nobody speaks of, is left out"


def test_an_operation_that_moved_is_called_at_both_places() -> None:
    old, new = (gateway_of(description(THING, path, operationId="makeThing")) for path in ("/things", "/v1/things"))
    before, after = texts(compared(old, new, "operation-moved"))
    assert "example.com/things" in before and "example.com/v1/things" in after


def test_a_removed_operation_is_followed_by_what_replaces_it() -> None:
    gone = {"get": {"responses": FINE, "deprecated": True, "x-replaced-by": "POST /things"}}
    old = description(THING)
    old["paths"]["/odd"] = gone
    before, after = texts(compared(gateway_of(old), gateway_of(description(THING)), "operation-removed"))
    assert before.endswith("/odd") and after.startswith("curl https://gateway.example.com/things")


def test_a_reply_is_cut_to_what_changed() -> None:
    def answer(**properties: Any) -> dict[str, Any]:
        item = {"type": "object", "properties": {"id": {"type": "string"}, "at": {"type": "string"}, **properties}}
        schema = {
            "type": "object",
            "properties": {"more": {"type": "boolean"}, "data": {"type": "array", "items": item}},
        }
        return {"responses": {"200": {"description": "", "content": {"application/json": {"schema": schema}}}}}

    one, two = {"spent": {"type": "string"}}, {"spent": {"type": "number"}}
    old, new = (gateway_of(description(THING, **answer(**each))) for each in (one, two))
    found = compared(old, new, "response-property-type-changed")
    assert found.samples == () and found.status == "200"
    before, after = (msgspec.json.decode(one) for one in found.reply)
    assert before.keys() == after.keys() == {"data"}
    assert isinstance(before["data"][0]["spent"], str) and isinstance(after["data"][0]["spent"], int | float)
    assert before["data"][0].keys() == after["data"][0].keys() == {"id", "at", "spent"}


def test_calls_that_show_no_difference_are_not_shown() -> None:
    old, new = (gateway_of(description(body(a={"type": "string", **each}))) for each in ({}, {"pattern": "^a"}))
    assert compared(old, new, "request-pattern-introduced") == Compared()


def served(*names: str, required: bool = False) -> Gateway:
    properties = tuple(Property(name=name, schema=Schema(types=("string",)), required=required) for name in names)
    schema = Schema(types=("object",), properties=properties)
    raw = {"name": "find", "at": names, "required": required}
    arguments = dict.fromkeys(names, "x") if required else {}
    tool = Tool(server="s", key="find", name="find", input_schema=schema, raw=raw, example_arguments=arguments)
    server = McpServer(id="s", name="s", tools=(tool,))
    return Gateway(title="T", mcp_servers=(server,))


def test_a_tool_is_called_with_the_argument_and_without() -> None:
    found = compared(served("query", "limit"), served("query"), "tool-argument-removed")
    assert [one.language for one in found.samples] == ["json-rpc", "curl", "python", "typescript"]
    before, after = found.samples[0].before, found.samples[0].after
    assert before and after and '"limit": "LIMIT"' in before.text and "limit" not in after.text
    assert "tools/call" in before.text
    assert as_markdown(found, ("curl",)).count("```") == 4


def html_of(rule: str, schema: dict[str, Any]) -> str:
    old, new = gateway_of(description(schema)), gateway_of(description(THING))
    changes = diff(old, new)
    meant = [one for one in changes if one.rule == rule]
    found = Calls(old, new, changes, ("curl", "python")).of(meant)
    return as_html(meant, found, ("1", "2"), make_environment())


def test_as_html_with_the_lines_marked_that_differ() -> None:
    html = html_of("request-property-removed", body(team={"type": "string", "examples": ["<b>&"]}))
    assert html.count("<details") == 2 and html.count('<details data-tab="curl" open>') == 1
    marked = [part.partition("</mark>")[0] for part in html.split("<mark>")[1:]]
    assert marked and all("&lt;b&gt;&amp;" in one or "team" not in one for one in marked)
    assert "<b>&" not in html
    assert all(one.count("<span") == one.count("</span>") for one in marked)


@pytest.mark.parametrize("value", ["a", "```\n<!-- gatepost:end -->"])
def test_in_a_guide_calls_take_the_place_of_values_and_end_no_block(value: str) -> None:
    sides = body(kind={"type": "string", "enum": [value, "b"]}), body(kind={"type": "string", "enum": ["b"]})
    old, new = (gateway_of(description(one)) for one in sides)
    changes = diff(old, new)
    comparisons = Calls(old, new, changes, ("curl", "python"))

    def calls(found: Sequence[Change]) -> str:
        return as_markdown(comparisons.of(found), ("curl", "python"))

    guide = migration(changes, "2", "", calls)
    assert guide.count("<!-- gatepost:end -->") == 1
    assert ("Before, curl:\n\n```bash\ncurl" in guide and "After, Python:\n\n```python\n" in guide) == (value == "a")
    completed = guide.replace("*What callers have to do.*", "Say `b`.")
    assert completed != guide and migration(changes, "2", completed, calls) == completed
