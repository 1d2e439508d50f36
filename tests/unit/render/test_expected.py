"""What the console checks replies against."""

import gzip
import json
from typing import Any

import pytest

from gatepost.model.gateway import Gateway
from gatepost.render import expected as module
from gatepost.render.expected import expected
from tests.unit.render.conftest import gateway_of

THING = {
    "type": "object",
    "title": "A thing",
    "description": "Words.",
    "required": ["id"],
    "properties": {"id": {"type": "string", "minLength": 1, "examples": ["a"], "default": "b"}},
}
REPLY = {
    "description": "Things.",
    "headers": {"X-Cost": {"schema": {"type": "string"}}},
    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}},
}


@pytest.fixture
def gateway() -> Gateway:
    return gateway_of(
        paths={"/things": {"get": {"responses": {"200": REPLY, "204": {"description": "None."}}}}},
        components={"schemas": {"Thing": THING}},
    )


def unpacked(content: bytes) -> Any:
    return json.loads(gzip.decompress(content))


def test_replies_by_address_and_status_with_what_bears_on_a_value(gateway: Gateway) -> None:
    reply = {"headers": ["X-Cost"], "content": {"application/json": {"$ref": "#/$defs/Thing"}}}
    thing = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string", "minLength": 1}}}
    assert unpacked(expected(gateway)) == {
        "operations": {"operation:GET /things": {"200": reply, "204": {}}},
        "defs": {"Thing": thing},
    }


def test_the_same_description_makes_the_same_bytes(gateway: Gateway) -> None:
    assert expected(gateway) == expected(gateway)


def test_what_is_too_large_is_left_out_and_said_to_be(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST", 10)
    assert unpacked(expected(gateway)) == {"operations": {}, "defs": {}, "cut": True}


def test_the_schema_of_single_events_stands_beside() -> None:
    reply = {"description": "Events.", "content": {"text/event-stream": {"itemSchema": {"type": "object"}}}}
    made = gateway_of(openapi="3.2.0", paths={"/events": {"get": {"responses": {"200": reply}}}})
    (operation,) = unpacked(expected(made))["operations"].values()
    assert operation["200"] == {"items": {"text/event-stream": {"type": "object"}}}
