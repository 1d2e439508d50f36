"""Chat completions, whole and streamed, and the older text completions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from gatepost.sandbox.behaviour import Call, Event, Reply, Stream, operation

from . import access, passage

WORDS = re.compile(r"\S+\s*|\s+")
SHORTEST, LONGEST = 0.02, 0.04


@operation("createChatCompletion")
def create_chat_completion(call: Call) -> Reply | Stream:
    """Answers a conversation."""
    sent = access.sent(call)
    answered = passage.answer(call, _prompt(sent))
    id, created = f"chatcmpl_{access.digest(call, 'chat')[:12]}", int(call.clock.now())
    head = {"id": id, "object": "chat.completion", "created": created, "model": answered.model["id"]}
    if sent.get("stream"):
        wanted = (sent.get("stream_options") or {}).get("include_usage", False)
        events = _events(call, {**head, "object": "chat.completion.chunk"}, answered, wanted)
        return Stream(events, headers=answered.headers)
    answered.finish()
    choices = [_choice(call, index, choice) for index, choice in enumerate(answered.choices)]
    return Reply(body={**head, "choices": choices, "usage": answered.usage()}, headers=answered.headers)


def _prompt(sent: dict[str, Any]) -> passage.Prompt:
    stop = sent.get("stop") or []
    choice = sent.get("tool_choice", "auto")
    return passage.Prompt(
        asked=sent["model"],
        messages=deepcopy(sent["messages"]),
        tools=[tool["function"] for tool in sent.get("tools") or ()],
        tool_choice=choice["function"]["name"] if isinstance(choice, dict) else choice,
        most_tokens=sent.get("max_completion_tokens") or sent.get("max_tokens"),
        stops=[stop] if isinstance(stop, str) else list(stop),
        number=sent.get("n", 1),
        streamed=bool(sent.get("stream")),
        metadata=sent.get("metadata") or {},
    )


def tool_call_id(call: Call, index: int, place: int) -> str:
    """The id of a tool call, by answer and place in it."""
    return f"call_{access.digest(call, f'tool:{index}:{place}')[:8]}"


def pieces(text: str) -> list[str]:
    """A text word by word, each with the space after it."""
    return WORDS.findall(text)


def pause(call: Call) -> float:
    """Seconds between two pieces of a stream."""
    return round(call.random.uniform(SHORTEST, LONGEST), 4)


def _choice(call: Call, index: int, choice: passage.Choice) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": choice.text, "refusal": None}
    if choice.tool_calls:
        message["tool_calls"] = [
            {"id": tool_call_id(call, index, place), "type": "function", "function": {"name": name, "arguments": sent}}
            for place, (name, sent) in enumerate(choice.tool_calls)
        ]
    return {"index": index, "message": message, "finish_reason": choice.finish_reason}


def _events(call: Call, head: dict[str, Any], answered: passage.Answered, with_usage: bool) -> Iterator[Event]:
    """The chunks of an answer. It is booked when the last word is sent, or when the caller goes away before that."""

    def chunk(index: int, delta: dict[str, Any], reason: str | None = None, delay: float = 0.0) -> Event:
        choices = [{"index": index, "delta": delta, "finish_reason": reason}]
        return Event({**head, "choices": choices}, delay=delay)

    try:
        for index, choice in enumerate(answered.choices):
            yield chunk(index, {"role": "assistant", "content": None if choice.tool_calls else ""})
            for piece in pieces(choice.text or ""):
                yield chunk(index, {"content": piece}, delay=pause(call))
            for delta in _tool_deltas(call, index, choice):
                yield chunk(index, {"tool_calls": [delta]}, delay=pause(call))
            yield chunk(index, {}, choice.finish_reason)
    finally:
        answered.finish()
    if with_usage:
        yield Event({**head, "choices": [], "usage": answered.usage()})
    yield Event("[DONE]")


def _tool_deltas(call: Call, index: int, choice: passage.Choice) -> Iterator[dict[str, Any]]:
    for place, (name, sent) in enumerate(choice.tool_calls):
        id = tool_call_id(call, index, place)
        yield {"index": place, "id": id, "type": "function", "function": {"name": name, "arguments": ""}}
        for piece in pieces(sent):
            yield {"index": place, "function": {"arguments": piece}}


@operation("createCompletion")
def create_completion(call: Call) -> Reply:
    """Continues a text."""
    sent = access.sent(call)
    prompt = passage.Prompt(
        asked=sent["model"],
        messages=[{"role": "user", "content": sent["prompt"]}],
        ability="completions",
        most_tokens=sent.get("max_tokens", 64),
        stops=[sent["stop"]] if sent.get("stop") else [],
    )
    answered = passage.answer(call, prompt)
    answered.finish()
    choice = answered.choices[0]
    body = {
        "id": f"cmpl_{access.digest(call, 'completion')[:12]}",
        "object": "text_completion",
        "created": int(call.clock.now()),
        "model": answered.model["id"],
        "choices": [{"index": 0, "text": choice.text, "finish_reason": choice.finish_reason}],
        "usage": answered.usage(),
    }
    return Reply(body=body, headers=answered.headers)
