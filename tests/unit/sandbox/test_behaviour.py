from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from gatepost.sandbox import Call, Event, Refusal, Reply, Sandbox, SandboxError, State, Stream, operation
from gatepost.sandbox.behaviour import load_folder
from tests.unit.sandbox.asgi import Client
from tests.unit.sandbox.things import ERROR, THINGS, describe, parameter, response

ASK = describe(
    {
        "/ask/{number}": {
            "post": {
                "operationId": "ask",
                "parameters": [
                    parameter("number", "path", {"type": "integer"}),
                    parameter("flags", "query", {"type": "array", "items": {"type": "boolean"}}),
                ],
                "requestBody": {"content": {"application/json": {"schema": {"type": "object"}}}},
                "responses": {
                    "200": {
                        "description": "",
                        "content": {"application/json": {"schema": {"type": "object"}}, "text/event-stream": {}},
                    },
                    "default": response(ERROR),
                },
            }
        }
    },
    security=[{"key": []}],
    components={"securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}},
)


def module(**members: Any) -> ModuleType:
    made = ModuleType("behaviour_of_the_test")
    vars(made).update(members)
    return made


def asking(answer: Any, **more: Any) -> Client:
    """A client whose one operation is answered by the function."""
    return Client(ASK, behaviours=[module(ask=operation("ask")(answer), **more)])


def test_a_behaviour_sees_the_validated_call() -> None:
    seen: list[Call] = []

    def answer(call: Call) -> Reply:
        seen.append(call)
        return Reply(body={"at": call.clock.iso()})

    made = asking(answer)("POST", "/ask/7?flags=true&flags=false&other=x", json_body={"a": 1}, headers={"X-Trace": "t"})
    (call,) = seen
    assert made.json == {"at": "2026-11-23T09:00:00.250Z"}
    assert (call.path_values, call.query) == ({"number": 7}, {"flags": [True, False], "other": "x"})
    assert (call.body, call.raw_body, call.media_type) == ({"a": 1}, b'{"a": 1}', "application/json")
    assert (call.key, call.operation_id, call.operation["operationId"]) == ("sk-sandbox", "ask", "ask")
    assert (call.method, call.path, call.base_path) == ("POST", "/ask/7", "")


def test_chance_and_ids_repeat_with_the_seed() -> None:
    def answer(call: Call) -> Reply:
        return Reply(body={"id": call.new_id("chatcmpl"), "other": call.new_id("chatcmpl"), "n": call.random.random()})

    one, two = asking(answer), asking(answer)
    first = one("POST", "/ask/1").json
    assert first == two("POST", "/ask/1").json
    assert first["id"].startswith("chatcmpl-")
    assert len({first["id"], first["other"], one("POST", "/ask/1").json["id"]}) == 3


def test_the_contracts_answer_is_at_hand() -> None:
    def answer(call: Call) -> Reply | Stream:
        reply = call.contract_reply()
        assert isinstance(reply, Reply)
        reply.headers["x-mine"] = "1"
        return reply

    made = asking(answer)("POST", "/ask/1")
    assert (made.json, made.headers["x-mine"]) == ({}, "1")
    assert "x-mine" in made.headers["access-control-expose-headers"]


def test_a_coroutine_may_answer() -> None:
    async def answer(call: Call) -> Reply:
        return Reply(body={"async": True})

    assert asking(answer)("POST", "/ask/1").json == {"async": True}


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_a_stream_is_sent_event_by_event(kind: str) -> None:
    def events() -> Iterator[Event]:
        yield Event({"text": "a\nb"})
        yield Event("two\nlines", event="named", id="7")

    async def later() -> AsyncIterator[Event]:
        for event in events():
            yield event

    made = asking(lambda call: Stream(events() if kind == "sync" else later()))("POST", "/ask/1")
    assert made.chunks == [b'data: {"text":"a\\nb"}\n\n', b"event: named\nid: 7\ndata: two\ndata: lines\n\n"]


def test_a_refusal_is_told_in_the_descriptions_shape() -> None:
    def answer(call: Call) -> Reply:
        raise Refusal(429, "slow_down", "Too many.", param="rpm", headers={"retry-after": "3"})

    made = asking(answer)("POST", "/ask/1")
    assert (made.status, made.headers["retry-after"]) == (429, "3")
    assert made.json == {"error": {"message": "Too many.", "code": "slow_down", "param": "rpm"}}


def test_a_refusal_before_the_first_event_has_its_own_status_and_one_after_it_is_an_event() -> None:
    def early(call: Call) -> Iterator[Event]:
        raise Refusal(402, "budget_exceeded", "No money.")
        yield Event("never")

    def late(call: Call) -> Iterator[Event]:
        yield Event({"text": "a"})
        raise Refusal(402, "budget_exceeded", "No money.")

    assert asking(lambda call: Stream(early(call)))("POST", "/ask/1").status == 402
    made = asking(lambda call: Stream(late(call)))("POST", "/ask/1")
    assert made.status == 200
    assert b'"code":"budget_exceeded"' in made.chunks[-1]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (lambda call: 1 / 0, "ZeroDivisionError: division by zero"),
        (lambda call: {"a": 1}, "the behaviour of ask returned dict, not Reply or Stream"),
        (lambda call: Reply(body={"a": float("nan")}), "ValueError"),
    ],
)
@pytest.mark.parametrize("check", [True, False])
def test_a_failing_behaviour_is_a_500_without_a_traceback(answer: Any, said: str, check: bool) -> None:
    made = Client(ASK, behaviours=[module(ask=operation("ask")(answer))], check=check)("POST", "/ask/1")
    assert made.status == 500
    assert said in made.message
    assert "Traceback" not in made.message


def test_the_check_tells_what_is_against_the_contract() -> None:
    made = Client(THINGS, behaviours=[module(one=operation("specialThing")(lambda call: Reply(body="plain")))])(
        "GET", "/v1/things/special"
    )
    assert made.status == 500
    assert 'expected "special", got "plain"' in made.message


def test_before_may_answer_and_after_may_change() -> None:
    def before(call: Call) -> Reply | None:
        return Reply(body={"early": True}) if call.path_values["number"] == 0 else None

    def after(call: Call, reply: Reply) -> Reply:
        reply.headers["x-cost"] = "0.1"
        return reply

    def answer(call: Call) -> Reply:
        if call.path_values["number"] == 2:
            raise Refusal(409, "taken", "Taken.")
        return Reply(body={"early": False})

    call = asking(answer, before=before, after=after)
    refused = call("POST", "/ask/2")
    assert (refused.status, refused.headers["x-cost"]) == (409, "0.1")
    assert call("POST", "/ask/0").json == {"early": True}
    late = call("POST", "/ask/1")
    assert (late.json, late.headers["x-cost"]) == ({"early": False}, "0.1")


def test_keys_of_the_state_and_keys_that_before_accepts_are_known() -> None:
    def seed(state: State) -> None:
        state.collection("keys").insert({"id": "key-1", "secret": "sk-team"})

    def before(call: Call) -> None:
        if call.key == "sk-special":
            call.accept_key()

    call = asking(lambda call: Reply(body={"key": call.key}), before=before, seed=seed)
    assert call("POST", "/ask/1", headers={"authorization": "Bearer key-1"}).status == 401, "an id is no secret"
    for key in ("sk-team", "sk-special", "sk-sandbox"):
        assert call("POST", "/ask/1", headers={"authorization": f"Bearer {key}"}).json == {"key": key}
    refused = call("POST", "/ask/1", headers={"authorization": "Bearer sk-wrong"})
    assert refused.status == 401
    assert "sk-sandbox" in refused.message


def test_the_seed_of_a_module_comes_back_at_reset() -> None:
    start = {"id": "a", "tags": ["one"]}

    def seed(state: State) -> None:
        state.collection("notes").insert(start)
        state["count"] = {"n": 0}

    def answer(call: Call) -> Reply:
        call.state["count"]["n"] += 1
        call.state.collection("notes")["a"]["tags"].append("more")
        return Reply(body={"n": call.state["count"]["n"], "tags": call.state.collection("notes")["a"]["tags"]})

    call = asking(answer, seed=seed)
    assert call("POST", "/ask/1").json == {"n": 1, "tags": ["one", "more"]}
    assert call("POST", "/ask/1").json["n"] == 2
    call.sandbox.reset()
    assert call("POST", "/ask/1").json == {"n": 1, "tags": ["one", "more"]}
    assert start == {"id": "a", "tags": ["one"]}


def test_a_behaviour_for_an_unknown_operation_is_refused_at_once() -> None:
    with pytest.raises(SandboxError, match="askk"):
        Sandbox(ASK, behaviours=[module(ask=operation("askk")(lambda call: Reply()))])


def test_one_function_may_answer_several_operations() -> None:
    def answer(call: Call) -> Reply:
        return Reply(body="special")

    both = operation("specialThing")(operation("showThing")(answer))
    call = Client(THINGS, check=False, behaviours=[module(both=both)])
    assert call("GET", "/v1/things/special").json == call("GET", "/v1/things/1").json == "special"


FOLDER = {
    "replies.py": "from gatepost.sandbox.behaviour import Reply, operation\nfrom .words import WORD, seed\n\n"
    '@operation("ask")\ndef ask(call):\n    return Reply(body={"word": WORD, "seeds": call.state["seeds"]})\n',
    "words.py": 'WORD = "one"\n\ndef seed(state):\n    state["seeds"] = state.get("seeds", 0) + 1\n',
}


def test_a_folder_is_loaded_as_one_package_and_read_again(tmp_path: Path) -> None:
    for name, text in FOLDER.items():
        (tmp_path / name).write_text(text)
    call = Client(ASK, behaviours=load_folder(tmp_path))
    assert call("POST", "/ask/1").json == {"word": "one", "seeds": 1}
    (tmp_path / "words.py").write_text(FOLDER["words.py"].replace('"one"', '"another"'))
    assert Client(ASK, behaviours=load_folder(tmp_path))("POST", "/ask/1").json["word"] == "another"


def test_a_folder_that_cannot_be_loaded_is_named_with_its_fault(tmp_path: Path) -> None:
    with pytest.raises(SandboxError, match="has no behaviour modules"):
        load_folder(tmp_path)
    (tmp_path / "broken.py").write_text("import nothing_of_this_name")
    with pytest.raises(SandboxError, match="No module named 'nothing_of_this_name'"):
        load_folder(tmp_path)
