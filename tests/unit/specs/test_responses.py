import json

from tests.unit.specs.postern import Postern, events

TOOL = {
    "type": "function",
    "name": "get_weather",
    "description": "Current weather of a city.",
    "parameters": {"type": "object", "required": ["city"], "properties": {"city": {"type": "string"}}},
}


def test_a_stream_has_named_events_in_order() -> None:
    stream = Postern().post("/v1/responses", {"model": "smart", "input": "How are guardrails applied?", "stream": True})
    names = [line[7:] for line in stream.body.decode().splitlines() if line.startswith("event: ")]
    found = events(stream)
    assert names == [event["type"] for event in found]
    assert [event["sequence_number"] for event in found] == list(range(len(found)))
    assert (names[0], names[-1]) == ("response.created", "response.completed")
    text = "".join(event.get("delta", "") for event in found)
    assert found[-1]["response"]["output"][0]["content"][0]["text"] == text
    assert found[-1]["response"]["usage"]["cost_usd"] > 0


def test_a_tool_is_called_and_its_output_taken_up() -> None:
    postern = Postern()
    asked = {"type": "message", "role": "user", "content": "What is the weather in Bergen?"}
    (call,) = postern.post("/v1/responses", {"model": "meridian-4", "input": [asked], "tools": [TOOL]}).json["output"]
    assert (call["type"], json.loads(call["arguments"])) == ("function_call", {"city": "Bergen"})
    output = {"type": "function_call_output", "call_id": call["call_id"], "output": "7 degrees"}
    answer = postern.post("/v1/responses", {"model": "meridian-4", "input": [asked, call, output]})
    assert "7 degrees" in answer.json["output"][0]["content"][0]["text"]


def test_a_cut_response_is_incomplete() -> None:
    answer = Postern().post("/v1/responses", {"model": "fast", "input": "What is a budget?", "max_output_tokens": 3})
    assert (answer.json["status"], answer.json["usage"]["output_tokens"]) == ("incomplete", 3)
