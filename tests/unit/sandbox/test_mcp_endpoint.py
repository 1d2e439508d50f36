import asyncio
import json
from typing import Any

import pytest

from gatepost.sandbox import Refusal
from tests.unit.sandbox.asgi import KEY, Answer, Client
from tests.unit.sandbox.mcp_things import ask, behaviour, body, made, messages

HELLO = {"protocolVersion": "2025-11-25", "capabilities": {"elicitation": {}}, "clientInfo": {"name": "test"}}
PATH = "/mcp/paint"


def greeted(client: Client, path: str = PATH, **more: Any) -> dict[str, str]:
    """The headers of a session."""
    answer = client("POST", path, json_body=body("initialize", {**HELLO, **more}))
    return {"mcp-session-id": answer.headers["mcp-session-id"], "mcp-protocol-version": "2025-11-25"}


def sent(client: Client, message: Any, headers: dict[str, str], method: str = "POST") -> Any:
    """A request within a running loop."""
    content = json.dumps(message).encode() if message else b""
    return client.call(method, PATH, content, {**KEY, "content-type": "application/json", **headers})


def test_a_handshake_introduces_the_server() -> None:
    answer = made()("POST", PATH, json_body=body("initialize", HELLO))
    assert answer.json["result"] == {
        "protocolVersion": "2025-11-25",
        "capabilities": {"tools": {}, "prompts": {}, "resources": {}, "completions": {}},
        "serverInfo": {"name": "paint", "title": "Paint", "version": "2.0"},
        "instructions": "Stir first.",
    }
    assert answer.headers["access-control-allow-origin"] == "*"
    exposed = answer.headers["access-control-expose-headers"]
    assert {"mcp-session-id", "mcp-protocol-version", "www-authenticate"} <= set(exposed.split(", "))


def test_legacy_results_carry_nothing_modern_and_a_session_is_optional() -> None:
    client = made()
    for headers in (greeted(client), {}, {"mcp-protocol-version": "2025-03-26"}):
        result = client("POST", PATH, json_body=body("tools/list"), headers=headers).json["result"]
        assert list(result) == ["tools"]
        assert client("POST", PATH, json_body=body("ping"), headers=headers).json["result"] == {}
    missing = client("POST", PATH, json_body=body("server/nothing"))
    assert (missing.status, missing.json["error"]["code"]) == (200, -32601)
    unread = client("POST", PATH, json_body=body("resources/read", {"uri": "x://"}))
    assert unread.json["error"]["code"] == -32002


def test_a_session_ends_with_delete_and_is_known_at_its_own_path_only() -> None:
    client = made()
    headers = greeted(client)
    assert client("POST", "/mcp/shop", json_body=body("tools/list"), headers=headers).status == 404
    assert client("DELETE", PATH, headers=headers).status == 204
    assert client("POST", PATH, json_body=body("tools/list"), headers=headers).status == 404
    assert client("DELETE", PATH, headers=headers).status == 404
    assert client("DELETE", PATH).status == 400
    headers = greeted(client)
    client.sandbox.reset()
    assert client("POST", PATH, json_body=body("tools/list"), headers=headers).status == 404


async def elicited(client: Client, headers: dict[str, str], reply: dict[str, Any]) -> Answer:
    """A call that asks, with a reply to each question that its session waits with."""
    message = body("tools/call", {"name": "choose", "arguments": {"wall": "north"}})
    task = asyncio.ensure_future(sent(client, message, headers))
    sessions = client.sandbox.mcp._sessions
    while not task.done():
        await asyncio.sleep(0)
        waiting = [id for session in sessions._known.values() for id, one in session.requests.items() if not one.done()]
        for id in waiting:
            accepted = await sent(client, {"jsonrpc": "2.0", "id": id, **reply}, headers)
            assert accepted.status == 202
    return await task


def test_a_legacy_tool_asks_with_a_request_on_its_stream() -> None:
    client = made()
    headers = greeted(client)
    reply = {"result": {"action": "accept", "content": {"color": "red"}}}
    told = list(messages(asyncio.run(elicited(client, headers, reply))))
    assert [one.get("method") for one in told] == ["elicitation/create", "elicitation/create", None]
    assert told[2]["result"]["content"][0]["text"] == "north: red and red"
    refused = {"error": {"code": -1, "message": "no"}}
    told = list(messages(asyncio.run(elicited(client, headers, refused))))
    assert told[-1]["result"]["content"][0]["text"] == "nothing (cancel)"


def test_a_legacy_client_that_cannot_ask_gets_a_failed_result() -> None:
    client = made()
    for headers in (greeted(client, capabilities={}), {}):
        message = body("tools/call", {"name": "choose", "arguments": {"wall": "north"}})
        result = client("POST", PATH, json_body=message, headers=headers).json["result"]
        assert result["isError"] is True
        assert "elicitation" in result["content"][0]["text"]


def test_a_cancelled_call_ends_without_an_answer() -> None:
    client = made(pace=1.0)
    headers = greeted(client)

    async def run() -> Answer:
        task = asyncio.ensure_future(sent(client, body("tools/call", {"name": "dry"}, 7), headers))
        while not any(session.running for session in client.sandbox.mcp._sessions._known.values()):
            await asyncio.sleep(0)
        cancel = {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": 7}}
        assert (await sent(client, cancel, headers)).status == 202
        return await asyncio.wait_for(task, 5)

    assert list(messages(asyncio.run(run()))) == []


def test_a_client_that_leaves_ends_the_work() -> None:
    client = made(pace=1.0)
    sent_messages: list[Any] = []

    async def run() -> int:
        waiting = [{"type": "http.request", "body": json.dumps(body("tools/call", {"name": "dry"})).encode()}]

        async def receive() -> Any:
            await asyncio.sleep(0)
            return waiting.pop() if waiting else {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            sent_messages.append(message)

        headers = [(name.encode(), value.encode()) for name, value in KEY.items()]
        scope = {"type": "http", "method": "POST", "path": PATH, "query_string": b"", "headers": headers}
        await asyncio.wait_for(client.sandbox(scope, receive, send), 5)
        await asyncio.sleep(0)
        return len(asyncio.all_tasks())

    assert asyncio.run(run()) == 1
    assert sent_messages == []


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"{", 400, -32700),
        (b"[" * 100_000, 400, -32700),
        (b"[]", 400, -32600),
        (b'{"id":1,"method":"ping"}', 400, -32600),
        (b'{"jsonrpc":"2.0","id":null,"method":"ping"}', 400, -32600),
        (b'{"jsonrpc":"2.0","id":1,"method":5}', 400, -32600),
        (b'{"jsonrpc":"2.0","id":1,"result":{}}', 400, -32600),
    ],
)
def test_what_is_no_message_is_refused(content: bytes, status: int, code: int) -> None:
    answer = made()("POST", PATH, body=content, headers={"content-type": "application/json"})
    assert (answer.status, answer.json["error"]["code"]) == (status, code)


def test_paths_methods_and_keys_are_as_on_the_rest_side() -> None:
    client = made()
    assert client("POST", PATH, json_body=body("ping"), key=False).status == 401
    assert "Bearer" in client("POST", PATH, json_body=body("ping"), key=False).headers["www-authenticate"]
    by_other_header = {"x-api-key": "sk-sandbox"}
    assert client("POST", PATH, json_body=body("ping"), headers=by_other_header, key=False).status == 200
    assert "/mcp/paint" in client("POST", "/mcp/nobody", json_body=body("ping")).message
    assert client("GET", PATH).headers["allow"] == "POST, DELETE, OPTIONS"
    assert client("POST", PATH, json_body=body("ping"), headers={"accept": "text/html"}).status == 406
    wanted = {"access-control-request-method": "POST", "access-control-request-headers": "mcp-method, mcp-param-wall"}
    preflight = client("OPTIONS", PATH, headers=wanted, key=False)
    assert preflight.status == 204
    assert preflight.headers["access-control-allow-headers"] == "mcp-method, mcp-param-wall"
    assert preflight.headers["access-control-allow-methods"] == "POST, DELETE, OPTIONS"
    assert client("POST", PATH, json_body={"jsonrpc": "2.0", "method": "notifications/initialized"}).status == 202


def test_a_description_without_mcp_servers_has_no_mcp_paths() -> None:
    client = made(behaviours=[])
    assert "No operation has the path" in client("POST", "/mcp", json_body=body("ping")).message


def test_behaviours_decide_what_a_path_offers_and_see_every_result() -> None:
    seen: list[Any] = []

    def view(call: Any, servers: Any) -> Any:
        if call.key != "sk-sandbox":
            raise Refusal(403, "not_you", "Not for you.")
        return servers["shop"].view() if call.path == "/mcp/only" else None

    def after(call: Any, result: Any) -> None:
        seen.append((call.name, call.tool.annotations, result["isError"]))

    def order(call: Any) -> str:
        raise AssertionError

    client = made(behaviours=[behaviour(mcp_view=view, mcp_after=after)])
    assert [one["name"] for one in ask(client, "tools/list", path="/mcp/only")["tools"]] == ["order"]
    assert client("POST", "/mcp/paint", json_body=body("ping")).status == 404
    assert client("POST", "/mcp/only", json_body=body("ping"), headers={"authorization": "Bearer x"}).status == 403
    wrong = body("tools/call", {"name": "order", "arguments": "x"})
    assert client("POST", "/mcp/only", json_body=wrong).json["error"]["code"] == -32602
    assert seen == []
