"""The stand-in for openai: calls, streams and exceptions."""

import json
from typing import Any

import httpx2
import openai as real
import pytest

from gatepost.run import openai
from tests.unit.run.conftest import FakePage, Given, json_answer

CHAT = {"choices": [{"message": {"role": "assistant", "content": "Good day."}}], "usage": {"total_tokens": 3}}
EVENT_STREAM = (("content-type", "text/event-stream"),)


@pytest.fixture
def client() -> openai.OpenAI:
    return openai.OpenAI(base_url="https://gateway.example/v1/", api_key="k", default_headers={"X-Team": "a"})


def events(*values: Any) -> Given:
    data = [*(json.dumps(value) for value in values), "[DONE]"]
    return Given(headers=EVENT_STREAM, chunks=tuple(f"data: {one}\n\n".encode() for one in data))


def test_a_call_is_a_request_and_its_answer_has_attributes(page: FakePage, client: openai.OpenAI) -> None:
    page.answers.append(json_answer(CHAT))
    answer = client.chat.completions.create(model="m", messages=[], extra_body={"own": 1}, extra_query={"q": "1"})
    assert answer.choices[0].message.content == "Good day." and answer.usage.total_tokens == 3
    assert answer.choices[0].message.tool_calls is None
    assert answer.model_dump() == CHAT and json.loads(answer.model_dump_json()) == CHAT
    [sent] = page.sent
    assert (sent.method, sent.url) == ("POST", "https://gateway.example/v1/chat/completions?q=1")
    assert json.loads(sent.body) == {"model": "m", "messages": [], "own": 1}
    headers = dict(sent.headers)
    assert headers["authorization"] == "Bearer k" and headers["x-team"] == "a"


def test_a_stream_is_gone_through_event_by_event(page: FakePage, client: openai.OpenAI) -> None:
    words = [{"choices": [{"delta": {"content": word}}]} for word in ("Hel", "lo")]
    page.answers.append(events(*words))
    stream = client.chat.completions.create(model="m", messages=[], stream=True)
    assert "".join(chunk.choices[0].delta.content for chunk in stream) == "Hello"


def test_an_error_in_a_stream_is_raised(page: FakePage, client: openai.OpenAI) -> None:
    page.answers.append(events({"error": {"message": "too much", "code": "limit"}}))
    with pytest.raises(openai.APIError, match="too much") as raised:
        list(client.chat.completions.create(model="m", messages=[], stream=True))
    assert raised.value.code == "limit"


def test_models_are_listed_and_found(page: FakePage, client: openai.OpenAI) -> None:
    page.answers += [json_answer({"object": "list", "data": [{"id": "a"}, {"id": "b"}]}), json_answer({"id": "a"})]
    assert [model.id for model in client.models.list()] == ["a", "b"]
    assert client.models.retrieve("a").id == "a"
    assert [sent.url for sent in page.sent] == [
        "https://gateway.example/v1/models",
        "https://gateway.example/v1/models/a",
    ]


def test_what_a_response_says_is_one_text(page: FakePage, client: openai.OpenAI) -> None:
    parts = [{"type": "output_text", "text": "Good "}, {"type": "refusal"}, {"type": "output_text", "text": "day."}]
    page.answers.append(json_answer({"output": [{"type": "reasoning"}, {"type": "message", "content": parts}]}))
    assert client.responses.create(model="m", input="hi").output_text == "Good day."


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 422, 429, 500, 503, 402])
def test_an_error_status_raises_what_openai_raises(page: FakePage, client: openai.OpenAI, status: int) -> None:
    body = {"error": {"message": "no", "code": "c", "type": "t", "param": None}}
    page.answers.append(json_answer(body, status))
    with pytest.raises(openai.APIStatusError) as raised:
        client.embeddings.create(model="m", input="a")
    with real.OpenAI(api_key="k", base_url="https://gateway.example") as other:
        request = httpx2.Request("POST", "https://gateway.example/x")
        expected = other._make_status_error_from_response(httpx2.Response(status, json=body, request=request))
    assert type(raised.value).__name__ == type(expected).__name__
    assert str(raised.value) == str(expected)
    assert (raised.value.status_code, raised.value.code) == (status, "c")


def test_no_answer_is_a_connection_error(page: FakePage, client: openai.OpenAI) -> None:
    page.answers.append(Given(status=0, failure=("unreachable", "gone")))
    with pytest.raises(openai.APIConnectionError, match="gone"):
        client.models.list()
    with pytest.raises(openai.APITimeoutError):
        client.chat.completions.create(model="m", messages=[], timeout=0.01)


def test_the_asynchronous_client_does_the_same(page: FakePage) -> None:
    async def ask() -> list[str]:
        async with openai.AsyncOpenAI(base_url="https://gateway.example/v1", api_key="k") as client:
            stream = await client.chat.completions.create(model="m", messages=[], stream=True)
            return [chunk.choices[0].delta.content async for chunk in stream]

    page.answers.append(events({"choices": [{"delta": {"content": "Hi"}}]}))
    assert page.block(ask()) == ["Hi"]


def test_what_it_has_not_is_said(client: openai.OpenAI) -> None:
    with pytest.raises(AttributeError, match=r"has no 'chat\.sessions'"):
        _ = client.chat.sessions
    with pytest.raises(AttributeError, match="has no 'audio'"):
        _ = client.audio
    with pytest.raises(openai.OpenAIError, match="No key"):
        openai.OpenAI(api_key="")
    assert all(hasattr(real, name) for name in openai.__all__)
