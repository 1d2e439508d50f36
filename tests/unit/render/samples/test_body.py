"""The body that a sample sends."""

from collections.abc import Callable

import msgspec
import pytest

from gatepost.model.gateway import Gateway
from gatepost.model.media_type import Example, MediaType
from gatepost.model.schema import Property, Schema
from gatepost.render.samples.body import Body, Field, build_body

Gateways = Callable[..., Gateway]
FILE = Schema(types=("string",), format="binary")


def _body(gateway: Gateway) -> Body | None:
    return build_body(gateway.operations[0], gateway)


def test_json_comes_before_everything_else(gateway: Gateways) -> None:
    it = gateway(method="POST", body={"a": 1})
    (operation,) = it.operations
    assert operation.request_body is not None
    form = MediaType(name="application/x-www-form-urlencoded", examples=(Example(value={"b": 2}),))
    content = (form, *operation.request_body.content)
    operation = msgspec.structs.replace(
        operation, request_body=msgspec.structs.replace(operation.request_body, content=content)
    )
    assert build_body(operation, it) == Body(
        kind="json", media_type="application/json", value={"a": 1}, text='{"a": 1}'
    )


@pytest.mark.parametrize("method", ["GET", "HEAD", "TRACE"])
def test_methods_that_clients_send_without_a_body_have_none(gateway: Gateways, method: str) -> None:
    assert _body(gateway(method=method, body={"a": 1})) is None


def test_of_made_examples_only_what_is_required_is_kept(gateway: Gateways) -> None:
    properties = tuple(Property(name=name, schema=Schema(), required=name in "ac") for name in "abcdef")
    value = dict.fromkeys("abcdef", 1)
    it = gateway(method="POST", body=value, generated=True, schema=Schema(properties=properties))
    body = _body(it)
    assert body and body.value == {"a": 1, "c": 1}
    body = build_body(it.operations[0], it, needed=("f",))
    assert body and body.value == {"a": 1, "c": 1, "f": 1}
    body = _body(gateway(method="POST", body=value, generated=True))
    assert body and body.value == {"a": 1, "b": 1, "c": 1, "d": 1}


def test_parts_are_files_where_the_schema_says_binary(gateway: Gateways) -> None:
    files = Schema(types=("array",), items=FILE)
    schema = Schema(properties=(Property(name="Upload!", schema=FILE), Property(name="more", schema=files)))
    value = {"Upload!": "string", "more": ["x"], "tags": ["a", "b"], "deep": {"c": [1]}, "n": 1.0, "nul": "a\0"}
    body = _body(gateway(method="POST", body=value, media_type="multipart/form-data", schema=schema))
    assert body and body.fields == (
        Field("Upload!", "upload.bin", True),
        Field("more", "more.bin", True),
        Field("tags", "a"),
        Field("tags", "b"),
        Field("deep", '{"c":[1]}'),
        Field("n", "1"),
        Field("nul", "a\ufffd"),
    )
    assert not body.named_once


def test_what_cannot_be_written_down_comes_from_a_file(gateway: Gateways) -> None:
    body = _body(gateway(method="POST", body={"a": 1}, media_type="application/xml"))
    assert body and (body.kind, body.file) == ("file", "body.xml")
    body = _body(gateway(method="POST", serialized="nul \0", media_type="text/plain"))
    assert body and (body.kind, body.file) == ("file", "body.txt")
    body = _body(gateway(method="POST", serialized="<a/>", media_type="application/xml"))
    assert body and (body.kind, body.text) == ("text", "<a/>")


def test_null_and_broken_text_are_sent_as_text(gateway: Gateways) -> None:
    body = _body(gateway(method="POST", body={"a": "\ud800"}))
    assert body and (body.kind, body.text) == ("text", '{"a": "\\ud800"}')


def test_a_media_type_that_is_none_does_not_reach_a_header(gateway: Gateways) -> None:
    body = _body(gateway(method="POST", body="x", media_type='text/plain"\r\nX: y'))
    assert body and body.media_type == "application/octet-stream"
