from typing import Any

from tests.unit.sandbox.mcp_things import call, made, messages, modern

ELICITS: dict[str, Any] = {"capabilities": {"elicitation": {}}, "headers": {"mcp-param-wall": "north"}}
WALL = {"wall": "north"}


def answer(asked: Any, *contents: Any, **more: Any) -> Any:
    """The result of the next round."""
    responses = {
        key: {"action": "accept", "content": {"color": one}}
        for key, one in zip(asked["inputRequests"], contents, strict=True)
    }
    return {"params": {"requestState": asked["requestState"], "inputResponses": more.get("responses", responses)}}


def test_a_modern_tool_asks_in_rounds_and_remembers_the_earlier_ones() -> None:
    client = made()
    first = call(client, "choose", WALL, **ELICITS)
    assert first["resultType"] == "input_required"
    assert first["inputRequests"]["input-1"] == {
        "method": "elicitation/create",
        "params": {
            "mode": "form",
            "message": "First?",
            "requestedSchema": {
                "type": "object",
                "properties": {"color": {"type": "string", "enum": ["red", "blue"]}},
                "required": ["color"],
            },
        },
    }
    second = call(client, "choose", WALL, **ELICITS, **answer(first, "red"))
    assert second["inputRequests"]["input-2"]["params"]["message"] == "Second?"
    done = call(client, "choose", WALL, **ELICITS, **answer(second, "blue"))
    assert (done["resultType"], done["content"][0]["text"]) == ("complete", "north: red and blue")


def test_the_user_may_decline() -> None:
    client = made()
    first = call(client, "choose", WALL, **ELICITS)
    declined = answer(first, "red", responses={"input-1": {"action": "decline"}})
    assert call(client, "choose", WALL, **ELICITS, **declined)["content"][0]["text"] == "nothing (decline)"


def test_a_state_is_good_for_its_own_call_only() -> None:
    client = made()
    first = call(client, "choose", WALL, **ELICITS)
    other = {"capabilities": {"elicitation": {}}, "headers": {"mcp-param-wall": "south"}}
    assert call(client, "choose", {"wall": "south"}, **other, **answer(first, "red"))["code"] == -32602
    for state in ("", "AAAA", "x" * 90, first["requestState"][:-4], "ü"):
        forged = answer({**first, "requestState": state}, "red")
        assert call(client, "choose", WALL, **ELICITS, **forged)["code"] == -32602
    alone = {"params": {"inputResponses": {"input-1": {"action": "accept"}}}}
    assert call(client, "choose", WALL, **ELICITS, **alone)["code"] == -32602


def test_an_answer_that_does_not_fit_the_form_is_a_failure() -> None:
    client = made()
    first = call(client, "choose", WALL, **ELICITS)
    wrong = call(client, "choose", WALL, **ELICITS, **answer(first, "green"))
    assert wrong["isError"] is True
    assert "/color" in wrong["content"][0]["text"]


def test_a_client_that_cannot_ask_is_told_what_it_needs() -> None:
    error = call(made(), "choose", WALL, headers={"mcp-param-wall": "north"})
    assert (error["code"], error["data"]) == (-32021, {"requiredCapabilities": {"elicitation": {}}})


def test_progress_comes_before_the_result_where_it_is_asked_for() -> None:
    client = made()
    message, headers = modern("tools/call", {"name": "dry", "arguments": {}}, progressToken="p1")
    told = list(messages(client("POST", "/mcp/paint", json_body=message, headers=headers)))
    assert [one["params"] for one in told[:3]] == [
        {"progressToken": "p1", "progress": hour, "total": 3, "message": f"hour {hour}"} for hour in range(3)
    ]
    assert [block["type"] for block in told[3]["result"]["content"]] == ["text", "image"]
    silent = client("POST", "/mcp/paint", json_body=message, headers={**headers, "accept": "application/json"})
    assert silent.headers["content-type"] == "application/json"
    assert call(client, "dry")["content"][0]["text"] == "dry"
