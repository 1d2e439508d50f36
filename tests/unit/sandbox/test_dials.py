"""What a request asks for by `x-sandbox-fault`, on the wire."""

import json
from typing import Any

import pytest

from gatepost.sandbox.dials import HEADER
from tests.unit.sandbox.asgi import Answer, Client
from tests.unit.sandbox.things import THINGS
from tests.unit.specs.postern import Postern

CHAT = {"model": "fast", "messages": [{"role": "user", "content": "How do fallbacks work?"}]}


def chat(fault: str, **more: Any) -> Answer:
    return Postern()("POST", "/v1/chat/completions", json_body={**CHAT, **more}, headers={HEADER: fault})


def test_a_rate_limit_says_how_long_to_wait_in_the_shape_of_the_contract() -> None:
    answer = chat("rate-limit=7")
    assert answer.status == 429
    assert answer.headers["retry-after"] == "7"
    assert answer.headers["x-ratelimit-remaining-requests"] == "0"
    assert answer.json["error"]["code"] == "rate_limit_exceeded"
    assert answer.headers["x-postern-request-id"], "the gateway's own headers are there as on any reply"
    assert answer.headers[HEADER] == "rate-limit=7", "nobody takes it for a real one"


def test_a_spent_budget() -> None:
    answer = chat("budget")
    assert (answer.status, answer.json["error"]["code"]) == (402, "budget_exceeded")
    assert Client(THINGS)("GET", "/v1/things", headers={HEADER: "budget"}).status == 402


def test_a_bad_key_is_refused_before_any_fault() -> None:
    assert Client(THINGS)("GET", "/v1/things", headers={HEADER: "budget"}, key=False).status == 401


def test_a_fallback_answers_when_the_first_provider_is_down() -> None:
    usual, fallen = chat(""), chat("first-provider")
    assert usual.headers["x-postern-attempted-fallbacks"] == "0"
    assert fallen.status == 200
    assert fallen.headers["x-postern-attempted-fallbacks"] == "1"
    assert fallen.headers["x-postern-model"] != usual.headers["x-postern-model"]


def test_a_stream_breaks_after_some_events() -> None:
    answer = chat("drop=4", stream=True)
    assert answer.status == 200
    assert len(answer.chunks) == 4
    assert not answer.body.endswith(b"[DONE]\n\n")


def test_of_a_whole_body_half_arrives() -> None:
    whole, half = chat(""), chat("drop")
    assert int(half.headers["content-length"]) == len(half.body) * 2 + len(whole.body) % 2


def test_malformed_json_stops_in_the_middle_and_its_length_is_right() -> None:
    answer = chat("malformed")
    assert answer.headers["content-length"] == str(len(answer.body))
    with pytest.raises(json.JSONDecodeError):
        answer.json  # noqa: B018
    events = chat("malformed", stream=True).body.decode().split("\n\n")
    broken = [event for event in events if event.startswith("data: {") and not event.endswith("}")]
    assert len(broken) == 1 and events[-2] == "data: [DONE]"


def test_a_slow_answer_takes_its_time_by_the_clock() -> None:
    client = Client(THINGS)
    before = client.sandbox.clock.now()
    assert client("GET", "/v1/things", headers={HEADER: "slow=5"}).status == 200
    assert client.sandbox.clock.now() - before >= 5


def test_mcp_answers_them_too() -> None:
    body = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
    headers = {"accept": "application/json, text/event-stream", HEADER: "rate-limit=3"}
    answer = Postern()("POST", "/mcp/quarry", json_body=body, headers=headers)
    assert (answer.status, answer.headers["retry-after"], answer.headers[HEADER]) == (429, "3", "rate-limit=3")


@pytest.mark.parametrize("fault", ["fire", "slow=x", "slow=-1", "drop=1e9", "slow=nan"])
def test_what_is_no_dial_is_refused_with_those_there_are(fault: str) -> None:
    answer = Client(THINGS)("GET", "/v1/things", headers={HEADER: fault})
    assert (answer.status, answer.json["error"]["code"]) == (400, "unknown_fault")


def test_without_behaviours_a_fallback_shows_in_the_headers() -> None:
    answer = Client(THINGS)("GET", "/v1/things", headers={HEADER: "first-provider"})
    assert (answer.status, answer.headers["x-attempted-fallbacks"]) == (200, "1")
