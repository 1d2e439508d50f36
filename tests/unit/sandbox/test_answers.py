from typing import Any

import pytest

from tests.unit.sandbox.asgi import Answer, Client
from tests.unit.sandbox.things import describe, response


def answered(responses: dict[str, Any], body: Any = None, **headers: str) -> Answer:
    request_body = {"content": {"application/json": {"schema": {"type": "object"}}}}
    call = Client(describe({"/": {"post": {"requestBody": request_body, "responses": responses}}}))
    return call("POST", "/", json_body=body, headers=headers)


def of(**content: Any) -> dict[str, Any]:
    names = {name.replace("_", "/", 1).replace("_", "-"): declared for name, declared in content.items()}
    return {"200": {"description": "", "content": names}}


@pytest.mark.parametrize(
    ("declared", "status"),
    [
        (["404", "201", "200"], 200),
        (["204", "default"], 204),
        (["2XX", "400"], 200),
        (["default"], 200),
        (["302", "404"], 302),
        (["404"], 404),
    ],
)
def test_the_lowest_success_is_answered(declared: list[str], status: int) -> None:
    answer = answered({one: {"description": ""} for one in declared})
    assert answer.status == status
    assert ("location" in answer.headers) is (status == 302)


def test_an_operation_that_only_switches_protocols_is_refused() -> None:
    assert answered({"101": {"description": ""}}).status == 426


def test_a_declared_example_is_answered_if_it_is_valid() -> None:
    assert answered({"200": response({"type": "integer"}, example=7)}).json == 7
    made = answered({"200": response({"type": "integer", "example": 3}, example="seven")})
    assert made.json == 3
    named = {"a": {"$ref": "#/components/examples/none"}, "b": {"value": 8}}
    assert answered({"200": response({"type": "integer"}, examples=named)}).json == 8


def test_the_client_chooses_among_the_declared_types() -> None:
    content = of(
        application_json={"schema": {"const": 1}},
        text_csv={"example": "a,b"},
        application_xml={"schema": {"type": "object", "properties": {"a": {"const": "<"}}}},
    )
    assert answered(content).json == 1
    assert answered(content, accept="text/csv, application/json;q=0.5").body == b"a,b"
    assert answered(content, accept="text/*").headers["content-type"] == "text/csv; charset=utf-8"
    assert answered(content, accept="application/xml").body.endswith(b"<root><a>&lt;</a></root>")
    assert answered(content, accept="image/png").json == 1
    assert answered(content, accept="application/json;q=broken").json == 1


def test_xml_is_named_as_the_schema_says() -> None:
    schema = {
        "type": "object",
        "xml": {"name": "pet"},
        "properties": {
            "id": {"const": 1, "xml": {"attribute": True}},
            "tags": {"type": "array", "xml": {"wrapped": True}, "items": {"const": "t", "xml": {"name": "tag"}}},
        },
    }
    assert answered(of(application_xml={"schema": schema})).body.endswith(
        b'<pet id="1"><tags><tag>t</tag></tags></pet>'
    )


def test_media_ranges_are_answered_with_a_type_of_theirs() -> None:
    assert (
        answered({"200": {"description": "", "content": {"*/*": {"schema": {"const": 1}}}}}).headers["content-type"]
        == "application/json"
    )
    assert answered({"200": {"description": "", "content": {"image/*": {}}}}).headers["content-type"] == "image/png"
    assert answered(of(application_pdf={"schema": {"type": "string", "format": "binary"}})).body == b"sandbox"


def test_declared_headers_are_sent_but_not_those_of_the_wire() -> None:
    headers = {
        "X-Limit": {"schema": {"type": "integer", "minimum": 9, "maximum": 9}},
        "X-Flag": {"schema": {"type": "boolean"}},
        "X-Named": {"example": "line\r\nx-evil: 1"},
        "X-List": {"schema": {"type": "array", "items": {"enum": ["a"]}}},
        "Content-Length": {"schema": {"const": 5}},
    }
    answer = answered({"200": {"description": "", "headers": headers}})
    assert (answer.headers["x-limit"], answer.headers["x-flag"], answer.headers["x-list"]) == ("9", "true", "a")
    assert (answer.headers["x-named"], answer.headers["content-length"]) == ("linex-evil: 1", "0")


@pytest.mark.parametrize(
    ("declared", "chunks"),
    [
        ({"schema": {"type": "object", "properties": {"n": {"const": 1}}}}, [b'data: {"n":1}\n\n'] * 3),
        (
            {"itemSchema": {"type": "object", "properties": {"event": {"const": "e"}, "data": {"const": "d"}}}},
            [b"event: e\ndata: d\n\n"] * 3,
        ),
        ({"example": "plain"}, [b"data: plain\n\n"]),
        ({"example": [1, 2]}, [b"data: 1\n\n", b"data: 2\n\n"]),
        ({"example": "id: 1\r\ndata: a\r\ndata: b\r\n\r\n"}, [b"id: 1\ndata: a\ndata: b\n\n"]),
    ],
)
def test_a_stream_is_made_of_examples_or_values(declared: dict[str, Any], chunks: list[bytes]) -> None:
    assert (
        answered(
            of(text_event_stream={}) | {"200": {"description": "", "content": {"text/event-stream": declared}}}
        ).chunks
        == chunks
    )


def test_json_lines_and_sequences_have_their_own_frames() -> None:
    assert answered(
        {"200": {"description": "", "content": {"application/jsonl": {"example": [1, {"a": 2}]}}}}
    ).chunks == [b"1\n", b'{"a":2}\n']
    assert answered({"200": {"description": "", "content": {"application/json-seq": {"example": [1]}}}}).chunks == [
        b"\x1e1\n"
    ]


def test_lone_surrogates_are_escaped() -> None:
    assert answered({"200": response({"type": "string"}, example="\ud800")}).body == b'"\\ud800"'


def unchecked(schema: Any) -> Answer:
    description = describe({"/": {"get": {"responses": {"200": response(schema)}}}})
    return Client(description, check=False)("GET", "/")


@pytest.mark.parametrize("schema", [{"not": {}}, {"allOf": [{"type": "string"}, {"type": "integer"}]}, False])
def test_what_nothing_fits_is_answered_with_a_note(schema: Any) -> None:
    answer = unchecked(schema)
    assert answer.status == 200
    assert answer.headers["x-sandbox-note"].startswith("no value was found that fits the declared schema: /: ")
    assert "x-sandbox-note" in answer.headers["access-control-expose-headers"]
    assert "x-sandbox-note" not in unchecked({"type": "integer"}).headers


def test_long_texts_end_before_a_page_is_full() -> None:
    texts = {"type": "array", "minItems": 1000, "items": {"type": "string", "minLength": 100_000}}
    assert len(unchecked(texts).body) < 4_000_000
    assert len(unchecked({"type": "string", "minLength": 50_000}).json) >= 50_000
