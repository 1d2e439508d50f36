"""Bodies by media type."""

import pytest

from gatepost.translate.media_types import essence, is_stream


@pytest.mark.parametrize("name", ["text/event-stream", "Text/Event-Stream; charset=utf-8", "application/x-ndjson"])
def test_streams_are_known_by_name(name):
    assert is_stream(name)


def test_json_is_no_stream_by_itself():
    assert not is_stream("application/json")
    assert essence(" Application/JSON ;v=1") == "application/json"


def test_an_item_schema_makes_a_stream(translated):
    content = {"application/vnd.log": {"itemSchema": {"type": "object"}}}
    found = translated("3.2.0", paths={"/x": {"get": {"responses": {"200": {"description": "", "content": content}}}}})
    (media_type,) = found.operation.responses[0].content
    assert (media_type.stream, media_type.item_schema.types, media_type.schema) == (True, ("object",), None)


def test_encodings_of_a_form(translated):
    encoding = {"file": {"contentType": "image/png", "explode": False}, "tags": {"style": "form"}, "bad": 1}
    body = {"content": {"multipart/form-data": {"schema": {"type": "object"}, "encoding": encoding}}}
    found = translated(paths={"/x": {"post": {"requestBody": body}}})
    file, tags = found.operation.request_body.content[0].encodings
    assert (file.property_name, file.content_type, file.explode) == ("file", "image/png", False)
    assert (tags.style, tags.explode) == ("form", None)
    assert found.rules == ["wrong-type"]


def test_parts_without_names_are_encoded_by_place(translated):
    content = {
        "multipart/mixed": {
            "itemSchema": {"type": "string"},
            "prefixEncoding": [{"contentType": "application/json"}, 1],
            "itemEncoding": {"contentType": "image/*"},
        }
    }
    found = translated("3.2.0", paths={"/x": {"post": {"requestBody": {"content": content}}}})
    (media_type,) = found.operation.request_body.content
    assert [one.content_type for one in media_type.prefix_encodings] == ["application/json"]
    assert media_type.item_encoding.content_type == "image/*"
    assert found.rules == ["wrong-type"]


def test_a_media_type_can_be_a_reference(translated):
    body = {"content": {"application/json": {"$ref": "#/components/mediaTypes/M"}}}
    found = translated(
        "3.2.0",
        paths={"/x": {"post": {"requestBody": body}}},
        components={"mediaTypes": {"M": {"schema": {"type": "string"}}}},
    )
    (media_type,) = found.operation.request_body.content
    assert (media_type.name, media_type.schema.types) == ("application/json", ("string",))


def test_headers_of_a_part_that_have_a_value(translated):
    headers = {
        "X-Fixed": {"schema": {"const": "one"}},
        "X-Number": {"example": 5},
        "X-Shared": {"$ref": "#/components/headers/Shared"},
        "X-Open": {"schema": {"type": "string"}},
        "Content-Type": {"schema": {"const": "text/html"}},
        "X-Odd": {"example": ["a"]},
    }
    body = {"content": {"multipart/form-data": {"encoding": {"file": {"headers": headers, "allowReserved": True}}}}}
    found = translated(
        paths={"/x": {"post": {"requestBody": body}}},
        components={"headers": {"Shared": {"schema": {"default": "s"}}}},
    )
    (file,) = found.operation.request_body.content[0].encodings
    assert file.headers == (("X-Fixed", "one"), ("X-Number", "5"), ("X-Shared", "s"))
    assert file.allow_reserved
