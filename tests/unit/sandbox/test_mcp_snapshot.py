"""MCP servers of a snapshot: listed as captured, answered by schema."""

import json
from typing import Any

import jsonschema_rs
import pytest

from gatepost.sandbox.mcp_snapshot import mounted
from tests.unit.sandbox.asgi import Client
from tests.unit.sandbox.mcp_things import modern
from tests.unit.sandbox.things import THINGS

FORECAST = {
    "name": "forecast",
    "inputSchema": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
    "outputSchema": {
        "type": "object",
        "required": ["days"],
        "properties": {"days": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/Day"}}},
        "$defs": {"Day": {"type": "object", "required": ["degrees"], "properties": {"degrees": {"type": "integer"}}}},
    },
    "icons": [{"src": "data:,"}],
}
LISTS = {
    "server": {"name": "weather", "version": "2.1.0"},
    "instructions": "Ask for a city.",
    "tools": [FORECAST, {"name": "log", "inputSchema": True}],
    "prompts": [{"name": "plan", "arguments": [{"name": "city", "required": True}]}],
    "resources": [{"uri": "weather://now", "name": "Now", "mimeType": "application/json"}],
    "resourceTemplates": [{"uriTemplate": "weather://{city}", "name": "City"}],
}
SNAPSHOT = {"id": "weather", "title": "Weather", "url": "https://gw.example/servers/7/mcp", "lists": LISTS}


@pytest.fixture
def client() -> Client:
    return Client(THINGS, snapshots=[SNAPSHOT, {"id": "bare", "lists": [{"name": "only"}]}])


def ask(client: Client, method: str, params: Any = None, path: str = "/servers/7/mcp", **options: Any) -> Any:
    message, headers = modern(method, params)
    return client("POST", path, json_body=message, headers=headers, **{"key": False, **options})


def test_it_answers_at_the_path_of_its_url_else_under_its_id(client: Client) -> None:
    assert ask(client, "tools/list", path="/mcp/bare").json["result"]["tools"] == [{"name": "only"}]
    assert ask(client, "server/discover").json["result"]["instructions"] == "Ask for a city."
    assert ask(client, "tools/list", path="/mcp/weather").status == 404
    assert client("GET", "/v1/things").status == 200


def test_tools_are_listed_as_they_were_captured(client: Client) -> None:
    assert ask(client, "tools/list").json["result"]["tools"] == LISTS["tools"]


def test_a_result_fits_the_output_schema(client: Client) -> None:
    result = ask(client, "tools/call", {"name": "forecast", "arguments": {"city": "Bergen"}}).json["result"]
    assert jsonschema_rs.is_valid(FORECAST["outputSchema"], result["structuredContent"])
    refused = ask(client, "tools/call", {"name": "forecast", "arguments": {}}).json["result"]
    assert refused["isError"] and "city" in refused["content"][0]["text"]


def test_without_an_output_schema_a_text_stands_in_and_says_so(client: Client) -> None:
    result = ask(client, "tools/call", {"name": "log", "arguments": {"a": "ü"}}).json["result"]
    assert "sandbox" in result["content"][0]["text"] and '{"a": "ü"}' in result["content"][0]["text"]


def test_prompts_and_resources_have_stand_ins(client: Client) -> None:
    plan = ask(client, "prompts/get", {"name": "plan", "arguments": {"city": "Bergen"}}).json["result"]
    assert "Bergen" in plan["messages"][0]["content"]["text"]
    [now] = ask(client, "resources/read", {"uri": "weather://now"}).json["result"]["contents"]
    assert json.loads(now["text"]) and now["mimeType"] == "application/json"
    [city] = ask(client, "resources/read", {"uri": "weather://oslo"}).json["result"]["contents"]
    assert "city oslo" in city["text"]


def test_no_key_is_needed_and_a_wrong_one_refused(client: Client) -> None:
    assert ask(client, "tools/list", key=True).status == 200
    message, headers = modern("tools/list")
    wrong = {**headers, "authorization": "Bearer sk-wrong"}
    assert client("POST", "/servers/7/mcp", json_body=message, headers=wrong, key=False).status == 401


def test_what_no_client_could_use_is_passed_over() -> None:
    lists = {"tools": [{"name": 5}, "x", {"name": "a", "outputSchema": {"$ref": "#/gone"}}, {"name": "a"}]}
    [declared] = mounted([{"id": "odd", "url": "https://[", "lists": lists}], 1).values()
    assert [tool.name for tool in declared.tools] == ["a"]
    odd = Client(THINGS, snapshots=[{"id": "odd", "lists": lists}])
    result = ask(odd, "tools/call", {"name": "a", "arguments": {}}, path="/mcp/odd").json["result"]
    assert result["isError"] and "no result" in result["content"][0]["text"]
