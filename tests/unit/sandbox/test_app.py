import asyncio
import time

import pytest

from gatepost.sandbox import Sandbox
from gatepost.sandbox.wire import LARGEST_BODY
from tests.unit.sandbox.asgi import Client
from tests.unit.sandbox.things import THINGS, describe, parameter, response


@pytest.fixture
def call() -> Client:
    return Client(THINGS)


def test_a_success_carries_the_contracts_own_value(call: Client) -> None:
    answer = call("GET", "/v1/things/42")
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.json["name"] == "name"
    assert answer.json["size"] == 3, "the default"
    assert "secret" not in answer.json, "writeOnly stays out of answers"


def test_every_answer_names_the_sandbox_and_may_be_read_by_any_page(call: Client) -> None:
    for answer in (call("GET", "/v1/things"), call("GET", "/nowhere"), call("GET", "/v1/things", key=False)):
        assert answer.headers["x-gatepost-sandbox"] == "Things"
        assert answer.headers["x-request-id"].startswith("req-1-")
        assert answer.headers["access-control-allow-origin"] == "*"
        exposed = answer.headers["access-control-expose-headers"].split(", ")
        assert {"x-request-id", "x-gatepost-sandbox", "content-type"} <= set(exposed)
        missing = {name for name in answer.headers if not name.startswith("access-control-")} - set(exposed)
        assert not missing


def test_a_preflight_allows_what_it_asks_for_without_a_key(call: Client) -> None:
    asked = {
        "origin": "https://docs.example.com",
        "access-control-request-method": "DELETE",
        "access-control-request-headers": "authorization,x-anything",
        "access-control-request-private-network": "true",
    }
    answer = call("OPTIONS", "/v1/things/1", headers=asked, key=False)
    assert answer.status == 204
    assert "DELETE" in answer.headers["access-control-allow-methods"]
    assert answer.headers["access-control-allow-headers"] == "authorization,x-anything"
    assert answer.headers["access-control-allow-private-network"] == "true"
    assert answer.headers["access-control-max-age"] == "86400"
    assert "access-control-allow-credentials" not in answer.headers


def test_an_unknown_path_is_refused_with_its_neighbours(call: Client) -> None:
    answer = call("GET", "/v1/thing")
    assert (answer.status, answer.json["error"]["code"]) == (404, "unknown_path")
    assert "/v1/things" in answer.message


def test_a_trailing_slash_is_another_path(call: Client) -> None:
    answer = call("GET", "/v1/things/special/")
    assert answer.status == 404
    assert answer.message.endswith("Near it: /v1/things/special.")


def test_a_method_that_is_not_declared_is_refused_with_those_that_are(call: Client) -> None:
    answer = call("PUT", "/v1/things")
    assert answer.status == 405
    assert answer.headers["allow"] == "GET, POST, HEAD, OPTIONS"


def test_head_is_get_without_a_body(call: Client) -> None:
    head, get = call("HEAD", "/v1/shown"), call("GET", "/v1/shown")
    assert (head.status, head.body, head.headers["content-length"]) == (200, b"", get.headers["content-length"])


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"name": ', "line 1, column 10"),
        (b'{\n  "name": nope}', "line 2, column 11"),
        (b"\xff\xfe", "not UTF-8: byte 0 is 0xff"),
        (b'{"size": NaN}', "NaN is not a JSON number"),
        (b"[" * 200_000, "nested too deeply"),
        (b'{"size": ' + b"9" * 5000 + b"}", "JSON this sandbox can read"),
    ],
)
def test_a_body_that_is_not_json_is_refused_with_its_place(call: Client, body: bytes, said: str) -> None:
    answer = call("POST", "/v1/things", body=body, headers={"content-type": "application/json"})
    assert answer.status == 400
    assert said in answer.message


def test_a_body_of_another_type_is_refused_with_the_types_read(call: Client) -> None:
    answer = call("POST", "/v1/things", body=b"<x/>", headers={"content-type": "application/xml"})
    assert answer.status == 415
    assert answer.headers["accept"] == "application/json"


def test_a_body_past_the_cap_is_refused_unread(call: Client) -> None:
    assert call("POST", "/v1/things", body=b"x" * (LARGEST_BODY + 1)).status == 413
    declared = call("POST", "/v1/things", headers={"content-length": str(LARGEST_BODY + 1)})
    assert declared.status == 413


def test_a_fault_names_the_pointer_and_what_is_expected(call: Client) -> None:
    answer = call("POST", "/v1/things", json_body={"name": "", "size": "big"})
    assert answer.status == 400
    assert answer.message == ("body /name: expected at least 1 character, got 0 (and 1 more)"), (
        "the readOnly id is not asked of a client"
    )
    assert answer.json["error"]["param"] == "/name"
    assert set(answer.json["error"]) == {"message", "code", "param"}, "the description's own shape"


def test_parameters_are_read_by_their_style(call: Client) -> None:
    assert call("GET", "/v1/things?limit=0").message == "query parameter limit: expected at least 1, got 0"
    assert call("GET", "/v1/things?limit=x").message == 'query parameter limit: expected integer, got the string "x"'
    assert call("GET", "/v1/things?limit=2&tags=a,b&filter[a][b]=1").status == 200


def test_prefer_chooses_a_status_or_an_example(call: Client) -> None:
    assert call("GET", "/v1/shown").json == 1
    assert call("GET", "/v1/shown", headers={"prefer": "example=two"}).json == 2
    assert call("GET", "/v1/shown", headers={"prefer": "code=404"}).status == 404
    refused = call("GET", "/v1/shown", headers={"prefer": "code=418"})
    assert (refused.status, refused.json["error"]["code"]) == (400, "unknown_preference")
    assert "declares 200, 404, not 418" in refused.message


def test_a_stream_comes_event_by_event_when_the_body_asks(call: Client) -> None:
    answer = call("POST", "/v1/talk", json_body={"stream": True})
    assert answer.headers["content-type"] == "text/event-stream"
    assert answer.chunks == [b"event: word\ndata: one\n\n", b"data: two\n\n", b"data: [DONE]\n\n"]
    assert call("POST", "/v1/talk", json_body={"stream": False}).json == {"text": "text"}


def test_a_stream_stops_when_the_client_has_gone() -> None:
    sent: list[bytes] = []

    async def scenario() -> None:
        sandbox = Sandbox(THINGS, pace=1000.0)
        scope = {
            "type": "http",
            "method": "POST",
            "path": "/v1/talk",
            "query_string": b"",
            "headers": [(b"authorization", b"Bearer sk-sandbox"), (b"content-type", b"application/json")],
        }
        messages = [{"type": "http.disconnect"}, {"type": "http.request", "body": b'{"stream":true}'}]

        async def receive() -> dict[str, object]:
            return messages.pop()

        async def send(message: dict[str, object]) -> None:
            if message.get("body"):
                sent.append(bytes(message["body"]))  # type: ignore[call-overload]

        await asyncio.wait_for(sandbox(scope, receive, send), 5)  # type: ignore[arg-type]

    asyncio.run(scenario())
    assert not sent


def test_binary_answers_are_bytes_of_their_type(call: Client) -> None:
    answer = call("GET", "/v1/picture", key=False)
    assert answer.headers["content-type"] == "image/png"
    assert answer.body.startswith(b"\x89PNG")


def test_the_base_path_may_be_left_out_where_one_description_is_served(call: Client) -> None:
    assert call("GET", "/things/special").json == "special"


def test_several_descriptions_are_mounted_by_their_servers() -> None:
    def one(title: str, path: str) -> dict[str, object]:
        raw = describe({"/who": {"get": {"responses": {"200": response({"const": title})}}}})
        return {**raw, "info": {"title": title, "version": "1"}, "servers": [{"url": path}]}

    call = Client([one("old", "https://x.example/v1"), one("new", "/{version}")])
    call_new = Client([one("old", "/v1"), one("new", "https://x.example/v2/")])
    assert call("GET", "/v1/who").json == "old"
    assert call_new("GET", "/v2/who").json == "new"
    assert call_new("GET", "/v2/who").headers["x-gatepost-sandbox"] == "new"
    assert call_new("GET", "/who").status == 404, "either could be meant"
    other = describe({"/other": {"get": {"responses": {"200": response({"const": "other"})}}}})
    assert Client([one("old", "/v1"), {**other, "servers": [{"url": "/v2"}]}])("GET", "/other").json == "other"


def test_a_sandbox_introduces_itself_and_resets(call: Client) -> None:
    said = call("GET", "/_sandbox", key=False).json
    assert (said["title"], said["seed"]) == ("Things", 1)
    assert {"method": "POST", "path": "/v1/things", "operationId": "createThing"} in said["operations"]
    first = call("POST", "/v1/things", json_body={"name": "one"}).json
    assert call("POST", "/_sandbox/reset", key=False).status == 204
    call("GET", "/_sandbox")
    assert call("POST", "/v1/things", json_body={"name": "one"}).json == first
    assert call("GET", "/_sandbox/reset").status == 405
    assert call("GET", "/_sandbox/other").status == 404


def test_equal_seeds_give_equal_bytes_and_another_seed_does_not() -> None:
    def played(seed: int) -> list[object]:
        call = Client(THINGS, seed=seed)
        made = call("POST", "/v1/things", json_body={"name": "one"})
        answers = [made, call("GET", "/v1/things"), call("PATCH", "/v1/things/x"), call("GET", "/v1/none")]
        answers += [call("POST", "/v1/talk", json_body={"stream": True}), call("GET", f"/v1/things/{made.json['id']}")]
        return [(answer.status, answer.headers, answer.chunks) for answer in answers]

    assert played(1) == played(1)
    assert played(1) != played(2)


def test_hostile_path_values_stay_one_value() -> None:
    echo = describe(
        {
            "/files/{name}": {
                "get": {
                    "parameters": [parameter("name", "path", {"type": "string", "maxLength": 40})],
                    "responses": {"200": response({"type": "string"})},
                }
            },
            "/admin": {"get": {"responses": {"200": response({"const": "admin"})}}},
        }
    )
    call = Client(echo)
    assert call("GET", "/files/..%2f..%2fadmin").json != "admin"
    assert call("GET", "/files/%2e%2e").status == 200
    assert call("GET", "/files/../admin").status == 404
    assert call("GET", "/files/%00%0d%0aX-Evil:%201").status == 200
    assert call("GET", "/files/%ff%fe").status == 200
    assert call("GET", "/files/" + "a" * 41).status == 400
    assert call("GET", "/files/" + "a" * 9000).status == 414


def test_a_title_cannot_add_a_header() -> None:
    raw = {**describe({}), "info": {"title": "Ünsafe\r\nx-evil: 1 \N{GRINNING FACE}", "version": "1"}}
    answer = Client(raw)("GET", "/")
    assert answer.headers["x-gatepost-sandbox"] == "Ünsafex-evil: 1 ?"


def test_lifespan_starts_and_stops() -> None:
    async def scenario() -> list[str]:
        waiting = ["lifespan.shutdown", "lifespan.startup"]
        sent: list[str] = []

        async def receive() -> dict[str, str]:
            return {"type": waiting.pop()}

        async def send(message: dict[str, str]) -> None:
            sent.append(message["type"])

        await Sandbox(THINGS)({"type": "lifespan"}, receive, send)  # type: ignore[arg-type]
        return sent

    assert asyncio.run(scenario()) == ["lifespan.startup.complete", "lifespan.shutdown.complete"]


def test_an_answer_is_quick(call: Client) -> None:
    call("GET", "/v1/things")
    begun = time.process_time()
    for _ in range(20):
        call("GET", "/v1/things")
    assert (time.process_time() - begun) / 20 < 0.02


def test_a_reset_may_name_another_seed(call: Client) -> None:
    def name() -> str:
        return call("GET", "/v1/things/42").headers["x-request-id"]

    assert call("POST", "/_sandbox/reset?seed=7", key=False).status == 204
    assert name() == "req-7-000001"
    call("POST", "/_sandbox/reset", key=False)
    assert name() == "req-7-000001"
    assert call("POST", "/_sandbox/reset?seed=x", key=False).status == 400
