"""The dialect of items: input items in, output items out, and streams of named events."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gatepost.sandbox.behaviour import Call, Event, Reply, Stream, operation

from . import access, chat, passage


@operation("createResponse")
def create_response(call: Call) -> Reply | Stream:
    """Answers input items."""
    answered = passage.answer(call, _prompt(access.sent(call)))
    item = _item(call, answered.choices[0])
    response = _response(call, answered, item)
    if access.sent(call).get("stream"):
        return Stream(_events(call, answered, response, item), headers=answered.headers)
    answered.finish()
    return Reply(body=response, headers=answered.headers)


def _prompt(sent: dict[str, Any]) -> passage.Prompt:
    items = sent["input"]
    messages = [{"role": "user", "content": items}] if isinstance(items, str) else [_message(item) for item in items]
    if sent.get("instructions"):
        messages.insert(0, {"role": "system", "content": sent["instructions"]})
    return passage.Prompt(
        asked=sent["model"],
        messages=messages,
        tools=list(sent.get("tools") or ()),
        most_tokens=sent.get("max_output_tokens"),
        streamed=bool(sent.get("stream")),
        metadata=sent.get("metadata") or {},
    )


def _message(item: dict[str, Any]) -> dict[str, Any]:
    """An input item as a chat message."""
    if item["type"] == "message":
        return {"role": item["role"], "content": item["content"]}
    if item["type"] == "function_call_output":
        return {"role": "tool", "tool_call_id": item["call_id"], "content": item["output"]}
    function = {"name": item["name"], "arguments": item["arguments"]}
    calls = [{"id": item["call_id"], "type": "function", "function": function}]
    return {"role": "assistant", "content": None, "tool_calls": calls}


def _item(call: Call, choice: passage.Choice) -> dict[str, Any]:
    """The output item: a message, or a function call."""
    if choice.tool_calls:
        name, arguments = choice.tool_calls[0]
        id = f"fc_{access.digest(call, 'item')[:8]}"
        called = chat.tool_call_id(call, 0, 0)
        return {"type": "function_call", "id": id, "call_id": called, "name": name, "arguments": arguments}
    content = [{"type": "output_text", "text": choice.text or "", "annotations": []}]
    return {"type": "message", "id": f"msg_{access.digest(call, 'item')[:8]}", "role": "assistant", "content": content}


def _response(call: Call, answered: passage.Answered, item: dict[str, Any]) -> dict[str, Any]:
    used = answered.usage()
    return {
        "id": f"resp_{access.digest(call, 'response')[:12]}",
        "object": "response",
        "created_at": int(call.clock.now()),
        "status": "incomplete" if answered.choices[0].finish_reason == "length" else "completed",
        "model": answered.model["id"],
        "output": [item],
        "usage": {
            "input_tokens": used["prompt_tokens"],
            "output_tokens": used["completion_tokens"],
            "total_tokens": used["total_tokens"],
            "cost_usd": used["cost_usd"],
        },
    }


def _events(call: Call, answered: passage.Answered, response: dict[str, Any], item: dict[str, Any]) -> Iterator[Event]:
    """The events of a response, each named by its type."""
    number = iter(range(1_000_000))

    def event(type: str, delay: float = 0.0, **more: Any) -> Event:
        return Event({"type": type, "sequence_number": next(number), **more}, event=type, delay=delay)

    text = item["type"] == "message"
    begun = {**item, "content": []} if text else {**item, "arguments": ""}
    try:
        yield event("response.created", response={**response, "status": "in_progress", "output": [], "usage": None})
        yield event("response.output_item.added", output_index=0, item=begun)
        place = {"item_id": item["id"], "output_index": 0, "content_index": 0}
        if text:
            part = item["content"][0]
            yield event("response.content_part.added", **place, part={**part, "text": ""})
            for piece in chat.pieces(part["text"]):
                yield event("response.output_text.delta", chat.pause(call), **place, delta=piece)
            yield event("response.content_part.done", **place, part=part)
        yield event("response.output_item.done", output_index=0, item=item)
    finally:
        answered.finish()
    yield event("response.completed", response=response)
