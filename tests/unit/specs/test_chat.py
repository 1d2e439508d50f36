import asyncio
import json
from typing import Any

from gatepost.sandbox.app import CALL_SECONDS
from tests.unit.specs.postern import Postern, error, events, text

WEATHER = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "description": "Current weather of a city.",
        "parameters": {
            "type": "object",
            "required": ["city", "unit"],
            "properties": {"city": {"type": "string"}, "unit": {"type": "string", "enum": ["celsius", "fahrenheit"]}},
        },
    },
}
BERGEN = "What is the weather in Bergen today, in fahrenheit?"


def test_it_says_that_it_is_a_simulator() -> None:
    for question in ("How do fallbacks work?", "Who are you?", "Tell me a joke about herons"):
        assert text(Postern().ask(question)).startswith("I am Postern's simulator, not a language model.")


def test_it_answers_about_postern() -> None:
    assert "402 budget_exceeded" in text(Postern().ask("What happens when my budget is exhausted?"))
    assert "x-postern-request-id" in text(Postern().ask("Where are the logs of a request?"))
    assert "“Tell me a joke about herons”" in text(Postern().ask("Tell me a joke about herons"))


def test_it_repeats_what_it_is_asked_to() -> None:
    assert text(Postern().ask("Please repeat after me: three grey herons")).endswith("model. three grey herons")


def test_a_stream_gives_words_one_by_one_then_usage_with_cost() -> None:
    postern = Postern()
    whole = postern.ask("How do fallbacks work?", headers={"x-postern-cache-mode": "skip"})
    stream = postern.ask(
        "How do fallbacks work?",
        stream=True,
        stream_options={"include_usage": True},
        headers={"x-postern-cache-mode": "skip"},
    )
    *chunks, finish, usage, done = events(stream)
    words = [chunk["choices"][0]["delta"].get("content") for chunk in chunks]
    assert stream.headers["content-type"].startswith("text/event-stream")
    assert "x-postern-cost-usd" not in stream.headers
    assert len(stream.chunks) >= len(words) > 40
    assert "".join(word for word in words if word) == text(whole)
    assert all(word.count(" ") <= 1 for word in words if word)
    assert finish["choices"] == [{"index": 0, "delta": {}, "finish_reason": "stop"}]
    assert (usage["choices"], usage["usage"], done) == ([], whole.json["usage"], "[DONE]")
    assert usage["usage"]["cost_usd"] > 0
    assert len({chunk["id"] for chunk in (*chunks, finish, usage)}) == 1


def test_without_include_usage_no_chunk_carries_usage() -> None:
    *chunks, done = events(Postern().ask("How do fallbacks work?", stream=True))
    assert not any("usage" in chunk for chunk in chunks)
    assert done == "[DONE]"


def test_words_come_20_to_40_milliseconds_apart() -> None:
    postern = Postern()
    begun = postern.sandbox.clock.now()
    chunks = events(postern.ask("How do fallbacks work?", stream=True))
    words = sum(bool(chunk["choices"][0]["delta"].get("content")) for chunk in chunks[:-1])
    passed = postern.sandbox.clock.now() - begun - CALL_SECONDS
    assert 0.02 * words < passed < 0.04 * words


def test_a_stream_is_booked_even_when_the_caller_goes_away() -> None:
    postern = Postern()
    before = postern.get("/v1/keys/key_sandbox").json["spend_usd"]
    asyncio.run(_leave_early(postern))
    assert postern.get("/v1/keys/key_sandbox").json["spend_usd"] > before
    assert postern.get("/v1/logs?limit=1").json["data"][0]["streamed"]


async def _leave_early(postern: Postern) -> None:
    body = {"model": "fast", "stream": True, "messages": [{"role": "user", "content": "How do fallbacks work?"}]}
    headers = [(b"authorization", b"Bearer sk-sandbox"), (b"content-type", b"application/json")]
    scope = {"type": "http", "method": "POST", "path": "/v1/chat/completions", "query_string": b"", "headers": headers}
    waiting = [{"type": "http.request", "body": json.dumps(body).encode()}]
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        while not waiting and len(sent) < 5:
            await asyncio.sleep(0)
        return waiting.pop() if waiting else {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)
        await asyncio.sleep(0)

    await postern.sandbox(scope, receive, send)
    assert len(sent) < 40


def test_a_tool_that_fits_is_called_with_arguments_from_the_question() -> None:
    choice = Postern().ask(BERGEN, "meridian-4", tools=[WEATHER]).json["choices"][0]
    (call,) = choice["message"]["tool_calls"]
    assert choice["finish_reason"] == "tool_calls"
    assert choice["message"]["content"] is None
    assert json.loads(call["function"]["arguments"]) == {"city": "Bergen", "unit": "fahrenheit"}


def test_a_tool_that_does_not_fit_is_not_called_unless_it_must_be() -> None:
    postern = Postern()
    question = "How do fallbacks work?"
    calls = {
        choice: "tool_calls"
        in postern.ask(question, "meridian-4", tools=[WEATHER], tool_choice=choice).json["choices"][0]["message"]
        for choice in ("auto", "none", "required")
    }
    assert calls == {"auto": False, "none": False, "required": True}
    named = {"type": "function", "function": {"name": "get_weather"}}
    assert (
        "tool_calls"
        in postern.ask(question, "meridian-4", tools=[WEATHER], tool_choice=named).json["choices"][0]["message"]
    )


def test_a_streamed_tool_call_adds_up() -> None:
    deltas = [
        piece
        for chunk in events(Postern().ask(BERGEN, "meridian-4", tools=[WEATHER], stream=True))[:-1]
        for choice in chunk["choices"]
        for piece in choice["delta"].get("tool_calls", ())
    ]
    assert deltas[0]["function"]["name"] == "get_weather"
    sent = "".join(delta["function"]["arguments"] for delta in deltas)
    assert json.loads(sent) == {"city": "Bergen", "unit": "fahrenheit"}


def test_the_answer_of_a_tool_is_taken_up() -> None:
    asked = Postern().ask(BERGEN, "meridian-4", tools=[WEATHER]).json["choices"][0]["message"]
    result = {"role": "tool", "tool_call_id": asked["tool_calls"][0]["id"], "content": "45 and rain"}
    messages = [{"role": "user", "content": BERGEN}, asked, result]
    body = {"model": "meridian-4", "messages": messages, "tools": [WEATHER]}
    assert "45 and rain" in text(Postern().post("/v1/chat/completions", body))


def test_the_most_tokens_and_stop_texts_cut_the_answer() -> None:
    postern = Postern()
    cut = postern.ask("How do fallbacks work?", max_completion_tokens=5, max_tokens=50)
    assert text(cut) == "I am Postern's simul"
    assert cut.json["choices"][0]["finish_reason"] == "length"
    assert cut.json["usage"]["completion_tokens"] == 5
    stopped = postern.ask("How do fallbacks work?", stop=["Fallbacks", "zzz"])
    assert text(stopped) == "I am Postern's simulator, not a language model. "
    assert stopped.json["choices"][0]["finish_reason"] == "stop"


def test_every_answer_asked_for_is_paid_for() -> None:
    postern = Postern()
    one = postern.ask("How do fallbacks work?").json
    three = postern.ask("How do fallbacks work?", n=3).json
    assert [choice["index"] for choice in three["choices"]] == [0, 1, 2]
    assert three["usage"]["completion_tokens"] == 3 * one["usage"]["completion_tokens"]


def test_a_picture_needs_a_model_that_sees() -> None:
    postern = Postern()
    url = "https://postern.example.com/pictures/harbour.png"
    parts = [{"type": "text", "text": "What is in this picture?"}, {"type": "image_url", "image_url": {"url": url}}]
    body = {"model": "fast", "messages": [{"role": "user", "content": parts}]}
    assert error(postern.post("/v1/chat/completions", body, expect=404)) == "model_not_able"
    answer = postern.post("/v1/chat/completions", {**body, "model": "meridian-4"})
    assert "a picture, which I cannot see" in text(answer)
    assert answer.json["usage"]["prompt_tokens"] == 4 + 6 + 85


def test_a_prompt_longer_than_the_context_is_refused() -> None:
    assert error(Postern().ask("word " * 90_000, "tidewater-1", expect=400)) == "context_length_exceeded"


def test_an_unknown_model_is_404() -> None:
    assert error(Postern().ask("Hello", "meridian-9", expect=404)) == "model_not_found"


def test_a_deprecated_operation_says_so() -> None:
    answer = Postern().post("/v1/completions", {"model": "quill-1", "prompt": "A gateway is"})
    assert answer.headers["deprecation"] == "@1793491200"
    assert answer.headers["sunset"] == "Mon, 31 May 2027 00:00:00 GMT"
    assert answer.headers["link"] == '</v1/chat/completions>; rel="successor-version"'
