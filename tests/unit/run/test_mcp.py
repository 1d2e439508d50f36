"""The stand-in for mcp: a handshake, then calls."""

import json
from typing import Any

import pytest

from gatepost.run import httpx, mcp
from tests.unit.run.conftest import FakePage, Given, json_answer

URL = "https://gateway.example/mcp/quarry"
WELCOME = {"protocolVersion": "2025-11-25", "capabilities": {}, "serverInfo": {"name": "quarry", "version": "1"}}


def result(number: int, value: Any) -> Given:
    return json_answer({"jsonrpc": "2.0", "id": number, "result": value})


def connected(page: FakePage, *answers: Given) -> list[Given]:
    welcome = result(1, WELCOME)._replace(headers=(("content-type", "application/json"), ("Mcp-Session-Id", "s1")))
    page.answers += [welcome, Given(202), *answers]
    return page.answers


def test_a_tool_is_called_after_the_handshake(page: FakePage) -> None:
    async def ask() -> Any:
        async with (
            httpx.AsyncClient(headers={"Authorization": "Bearer k"}) as http,
            mcp.Client(mcp.streamable_http_client(URL, http_client=http)) as client,
        ):
            return await client.call_tool("search", {"query": "a"})

    progress = {"jsonrpc": "2.0", "method": "notifications/progress", "params": {}}
    answer = {
        "jsonrpc": "2.0",
        "id": 2,
        "result": {"content": [{"type": "text", "text": "x"}], "structuredContent": {"n": 1}},
    }
    stream = "".join(f"event: message\ndata: {json.dumps(one)}\n\n" for one in (progress, answer)).encode()
    connected(page, Given(headers=(("content-type", "text/event-stream"),), chunks=(stream,)))
    called = page.block(ask())
    assert called.structured_content == {"n": 1} and called.content[0].text == "x" and called.is_error is None
    messages = [json.loads(sent.body) for sent in page.sent]
    assert [one["method"] for one in messages] == ["initialize", "notifications/initialized", "tools/call"]
    headers = dict(page.sent[-1].headers)
    assert headers["mcp-session-id"] == "s1" and headers["mcp-protocol-version"] == "2025-11-25"
    assert headers["authorization"] == "Bearer k"


def test_lists_prompts_and_resources(page: FakePage) -> None:
    async def ask() -> list[Any]:
        async with mcp.Client(URL) as client:
            tools = (await client.list_tools()).tools
            messages = (await client.get_prompt("p", {"a": "b"})).messages
            contents = (await client.read_resource("quarry://x")).contents
            return [tools[0].input_schema.type, messages[0].role, contents[0].uri]

    connected(
        page,
        result(2, {"tools": [{"name": "t", "inputSchema": {"type": "object"}}]}),
        result(3, {"messages": [{"role": "user"}]}),
        result(4, {"contents": [{"uri": "quarry://x"}]}),
    )
    assert page.block(ask()) == ["object", "user", "quarry://x"]


def test_a_refusal_is_raised(page: FakePage) -> None:
    async def ask() -> None:
        async with mcp.Client(URL) as client:
            await client.read_resource("quarry://none")

    connected(page, json_answer({"jsonrpc": "2.0", "id": 2, "error": {"code": -32002, "message": "There is none."}}))
    with pytest.raises(mcp.McpError, match=r"There is none\.") as raised:
        page.block(ask())
    assert raised.value.error.code == -32002


def test_a_door_that_is_shut_is_an_error_of_http(page: FakePage) -> None:
    async def ask() -> None:
        async with mcp.Client(URL):
            pass

    page.answers.append(Given(401, (("content-type", "text/plain"),)))
    with pytest.raises(httpx.HTTPStatusError, match="401"):
        page.block(ask())
