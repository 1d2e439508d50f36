from typing import Any

import pytest

from tests.unit.sandbox.mcp_things import body, modern
from tests.unit.specs.postern import Postern, behaviour, error

COMMENT = {"channel": "search", "text": "Hello."}


def ask(postern: Postern, path: str, method: str, params: Any = None, **options: Any) -> Any:
    """The result of a modern request."""
    message, headers = modern(method, params, capabilities={"elicitation": {}})
    return postern.post(path, message, headers=headers, **options).json["result"]


def call(postern: Postern, path: str, name: str, arguments: Any = None) -> Any:
    """The result of a call of a tool."""
    return ask(postern, path, "tools/call", {"name": name, "arguments": arguments or {}})


def names(postern: Postern, path: str) -> list[str]:
    return [tool["name"] for tool in ask(postern, path, "tools/list")["tools"]]


def test_the_registry_knows_the_tools_as_their_servers_offer_them() -> None:
    postern = Postern()
    for server in ("quarry", "parley"):
        listed = postern.get(f"/v1/mcp/servers/{server}/tools").json["data"]
        offered = ask(postern, f"/mcp/{server}", "tools/list")["tools"]
        assert [(one["name"], one["title"], one["description"], one["input_schema"]) for one in listed] == [
            (one["name"], one["title"], one["description"], one["inputSchema"]) for one in offered
        ]
        joined = {name for name in names(postern, "/mcp") if name.startswith(server)}
        assert joined <= {one["gateway_name"] for one in listed}


def test_the_gateway_lists_page_by_page() -> None:
    postern = Postern()
    first = ask(postern, "/mcp", "tools/list")
    second = ask(postern, "/mcp", "tools/list", {"cursor": first["nextCursor"]})
    assert (len(first["tools"]), len(second["tools"]), "nextCursor" in second) == (8, 4, False)


def test_a_virtual_server_answers_at_its_path_as_soon_as_it_is_made() -> None:
    postern = Postern()
    selection = {"server_id": "quarry", "tool": "list_issues", "alias": "issues"}
    made = postern.post("/v1/mcp/virtual-servers", {"id": "triage", "title": "Triage", "tools": [selection]})
    assert names(postern, made.json["path"]) == ["issues"]
    message = modern("tools/call", {"name": "issues", "arguments": {"repository": "atlas/search"}})
    headers = {**message[1], "mcp-param-repository": "atlas/search"}
    result = postern.post(made.json["path"], message[0], headers=headers).json["result"]
    assert [one["number"] for one in result["structuredContent"]["issues"]] == [118, 117]
    postern.send("DELETE", "/v1/mcp/virtual-servers/triage", expect=204)
    postern.post("/mcp/triage", body("ping"), expect=404)


def test_a_server_that_was_removed_is_gone_from_the_gateway() -> None:
    postern = Postern()
    for virtual in ("workbench", "workbench-read-only"):
        postern.send("DELETE", f"/v1/mcp/virtual-servers/{virtual}", expect=204)
    postern.send("DELETE", "/v1/mcp/servers/quarry", expect=204)
    assert {name.partition("_")[0] for name in names(postern, "/mcp")} == {"parley"}
    postern.post("/mcp/quarry", body("ping"), expect=404)


def test_keys_and_teams_decide_who_may_use_a_server() -> None:
    postern = Postern()
    postern.post("/mcp", body("ping"), key="sk-unknown", expect=401)
    assert error(postern.post("/mcp", body("ping"), key="sk-sandbox-revoked", expect=401)) == "key_revoked"
    refused = postern.post("/mcp/compliance", body("ping"), key="sk-sandbox-inference", expect=403)
    assert error(refused) == "not_shared"
    for path, key in (("compliance", "sk-lantern-example-batch"), ("workbench", "sk-sandbox-inference")):
        postern.post(f"/mcp/{path}", body("ping"), key=key, expect=200)


def test_messages_count_against_the_limits() -> None:
    postern = Postern()
    for _ in range(2):
        postern.post("/mcp", body("ping"), key="sk-sandbox-slow")
    assert "retry-after" in postern.post("/mcp", body("ping"), key="sk-sandbox-slow", expect=429).headers


@pytest.mark.parametrize(
    ("path", "name", "arguments", "written"),
    [
        ("/mcp/parley", "post_message", COMMENT, ("parley/post_message", "allowed", None)),
        ("/mcp", "parley_post_message", COMMENT, ("parley/post_message", "allowed", None)),
        (
            "/mcp/parley",
            "post_message",
            {**COMMENT, "channel": "x"},
            ("parley/post_message", "refused", "channel x"),
        ),
        ("/mcp/parley", "list_channels", {}, None),
    ],
)
def test_calls_that_may_change_something_are_in_the_audit_log(
    path: str, name: str, arguments: Any, written: Any
) -> None:
    postern = Postern()
    call(postern, path, name, arguments)
    found = postern.get("/v1/audit-log?action=tool.call").json["data"]
    if written is None:
        assert found == []
        return
    target, outcome, reason = written
    assert (found[0]["target"], found[0]["outcome"]) == ({"kind": "tool", "id": target}, outcome)
    assert (reason or "") in (found[0]["reason"] or "")
    assert found[0]["actor"]["id"] == "key_sandbox"


def test_what_tools_write_can_be_read_again() -> None:
    postern = Postern()
    call(postern, "/mcp/parley", "post_message", COMMENT)
    found = call(postern, "/mcp/parley", "search_messages", {"query": "hello"})["structuredContent"]["messages"]
    assert [one["author"] for one in found] == ["you"]
    made = call(postern, "/mcp/quarry", "create_issue", {"repository": "atlas/search", "title": "T", "body": "B"})
    read = ask(postern, "/mcp/quarry", "resources/read", {"uri": made["content"][1]["uri"]})
    assert read["contents"][0]["text"].startswith("# T\n")
    postern.sandbox.reset()
    assert call(postern, "/mcp/parley", "search_messages", {"query": "hello"})["structuredContent"]["messages"] == []


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("get_file", {"repository": "atlas/search", "path": "nothing"}, "has no file nothing at main"),
        ("draw_activity", {"repository": "nobody/nothing"}, "There is no repository nobody/nothing"),
        ("merge_change", {"repository": "atlas/search", "number": 42}, "is in review. Only approved changes"),
        ("merge_change", {"repository": "atlas/search", "number": 1}, "has no change 1"),
        ("run_checks", {"repository": "atlas/search", "number": 1}, "has no change 1"),
    ],
)
def test_a_tool_says_why_it_cannot(tool: str, arguments: Any, said: str) -> None:
    result = call(Postern(), "/mcp/quarry", tool, arguments)
    assert result["isError"] is True
    assert said in result["content"][0]["text"]


def test_pictures_are_the_same_each_time_and_whole() -> None:
    pictures = behaviour("mcp_pictures")
    content = pictures.grid(pictures.levels("a", 14), columns=2)
    assert content == pictures.grid(pictures.levels("a", 14), columns=2)
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert content[16:24] == (26).to_bytes(4) + (86).to_bytes(4)
