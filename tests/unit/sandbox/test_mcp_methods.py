from base64 import b64decode
from typing import Any

import pytest

from gatepost.sandbox.mcp_methods import matched
from gatepost.sandbox.mcp_view import View
from tests.unit.sandbox.mcp_things import ask, behaviour, call, made


def test_tools_are_listed_as_declared() -> None:
    result = ask(made(), "tools/list")
    names = [tool["name"] for tool in result["tools"]]
    assert names == ["mix", "choose", "dry", "spill", "lie"]
    assert result["tools"][0] == {
        "name": "mix",
        "title": "Mix",
        "description": "Mixes a colour.",
        "inputSchema": {"type": "object", "properties": {"part": {"type": "integer", "minimum": 1, "default": 2}}},
        "annotations": {"readOnlyHint": True},
    }
    assert (result["resultType"], result["ttlMs"], result["cacheScope"]) == ("complete", 60_000, "private")


def test_a_list_goes_on_at_its_cursor() -> None:
    def narrow(call: Any, servers: Any) -> View:
        whole = servers["paint"].view()
        return View(whole.name, whole.title, tools=whole.tools, page_size=2)

    client = made(behaviours=[behaviour(mcp_view=narrow)])
    pages, params = [], {}
    while True:
        page = ask(client, "tools/list", params)
        pages.append([tool["name"] for tool in page["tools"]])
        if "nextCursor" not in page:
            break
        params = {"cursor": page["nextCursor"]}
    assert pages == [["mix", "choose"], ["dry", "spill"], ["lie"]]
    assert ask(client, "prompts/list", params)["code"] == -32602
    assert ask(client, "tools/list", {"cursor": "???"})["code"] == -32602


def test_arguments_get_defaults_and_are_judged_by_the_schema() -> None:
    client = made()
    assert call(client, "mix")["structuredContent"] == {"part": 2}
    assert call(client, "mix", {"part": 5})["content"][0]["text"] == '{"part": 5}'
    wrong = call(client, "mix", {"part": 0})
    assert wrong["isError"] is True
    assert wrong["content"][0]["text"] == "The arguments do not fit: /part: expected at least 1, got 0."
    assert call(client, "mix", params={"arguments": [1]})["code"] == -32602


def test_failures_of_tools_are_results_and_failures_of_the_sandbox_are_errors(caplog: Any) -> None:
    client = made()
    failed = call(client, "spill")
    assert (failed["isError"], failed["content"][0]["text"]) == (True, "The floor is wet.")
    assert call(client, "lie")["code"] == -32603
    assert "no stock" in call(client, "order", path="/mcp/shop")["message"]
    assert "There is no tool 'fly' here" in call(client, "fly")["message"]


def test_prompts_take_arguments_and_complete_them() -> None:
    client = made()
    message = ask(client, "prompts/get", {"name": "plan", "arguments": {"room": "hall"}})["messages"][0]
    assert message == {"role": "user", "content": {"type": "text", "text": "Plan the hall."}}
    assert "room" in ask(client, "prompts/get", {"name": "plan"})["message"]
    reference = {"ref": {"type": "ref/prompt", "name": "plan"}, "argument": {"name": "room", "value": "ha"}}
    found = ask(client, "completion/complete", {**reference, "context": {"arguments": {"house": "12"}}})
    assert found["completion"] == {"values": ["ha-12"], "total": 1, "hasMore": False}
    reference["argument"] = {"name": "roof", "value": ""}
    assert ask(client, "completion/complete", reference)["code"] == -32602


def test_resources_are_read_by_uri_and_by_template() -> None:
    client = made()
    (text,) = ask(client, "resources/read", {"uri": "paint://colours"})["contents"]
    assert text == {"uri": "paint://colours", "mimeType": "text/plain", "text": "red\nblue\n"}
    (blob,) = ask(client, "resources/read", {"uri": "paint://walls/north/by/the%20door"})["contents"]
    assert (blob["mimeType"], b64decode(blob["blob"])) == ("application/octet-stream", b"by/the door")
    assert ask(client, "resources/read", {"uri": "paint://walls/south/x"})["code"] == -32602
    assert [one["uriTemplate"] for one in ask(client, "resources/templates/list")["resourceTemplates"]] == [
        "paint://walls/{wall}/{+place}"
    ]


@pytest.mark.parametrize(
    ("template", "uri", "values"),
    [
        ("a://{x}", "a://b", {"x": "b"}),
        ("a://{x}", "a://b/c", None),
        ("a://{+x}", "a://b/c", {"x": "b/c"}),
        ("a.b://{x}/y", "aXb://1/y", None),
    ],
)
def test_a_template_matches_segments(template: str, uri: str, values: Any) -> None:
    assert matched(template, uri) == values


def test_what_is_not_a_method_is_404() -> None:
    assert ask(made(), "ping")["code"] == -32601
