from typing import Any

import pytest

from gatepost.sandbox import Refusal
from gatepost.sandbox.bodies import bare, is_json, matching, read_body
from gatepost.sandbox.description import Description
from tests.unit.sandbox.things import describe

FORM = {
    "type": "object",
    "required": ["n"],
    "properties": {"n": {"type": "integer"}, "tags": {"type": "array", "items": {"type": "string"}}, "file": {}},
}


def read(content: dict[str, Any], raw: bytes, content_type: str, **more: Any) -> tuple[Any, str | None, list[str]]:
    raw_description = describe({"/": {"post": {"requestBody": {"content": content, **more}}}})
    (operation,) = Description(raw_description).operations()
    body, media_type, faults = read_body(operation, raw, content_type)
    return body, media_type, [str(fault) for fault in faults]


def test_json_is_read_by_any_of_its_types() -> None:
    assert is_json("application/vnd.api+json; charset=utf-8")
    assert not is_json("application/json-seq")
    assert read({"application/json": {}}, b'\xef\xbb\xbf{"a": 1}', "application/json; charset=utf-8")[0] == {"a": 1}
    assert read({"application/*": {}}, b"[1]", "application/merge-patch+json")[0] == [1]
    assert read({"application/json": {}}, b"[1]", "")[:2] == ([1], "application/json")


def test_a_form_is_coerced_by_its_schema() -> None:
    content = {"application/x-www-form-urlencoded": {"schema": FORM}}
    body, _, faults = read(content, b"n=1&tags=a&tags=b+c&other=%C3%A9", "application/x-www-form-urlencoded")
    assert (body, faults) == ({"n": 1, "tags": ["a", "b c"], "other": "é"}, [])
    assert read(content, b"n=x", "application/x-www-form-urlencoded")[2] == [
        'body /n: expected integer, got the string "x"'
    ]


def test_a_multipart_form_keeps_files_as_bytes() -> None:
    raw = (
        b'--B\r\nContent-Disposition: form-data; name="n"\r\n\r\n2\r\n'
        b'--B\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\n'
        b"Content-Type: application/octet-stream\r\n\r\n\xff\x00\r\n\r\n--B--\r\n"
    )
    body, _, faults = read({"multipart/form-data": {"schema": FORM}}, raw, 'multipart/form-data; boundary="B"')
    assert (body, faults) == ({"n": 2, "file": b"\xff\x00\r\n"}, [])
    with pytest.raises(Refusal, match="boundary"):
        read({"multipart/form-data": {}}, raw, "multipart/form-data")


def test_other_types_are_text_or_bytes() -> None:
    assert read({"text/*": {}}, "é".encode(), "text/csv")[0] == "é"
    assert read({"image/png": {}}, b"\x89", "image/png")[0] == b"\x89"


def test_a_required_body_is_missed() -> None:
    assert read({"application/json": {}}, b"", "", required=True)[2] == ["body: is required"]
    assert read({"application/json": {}}, b"", "") == (None, None, [])


def test_a_media_type_is_matched_before_its_range() -> None:
    declared = {"application/*": {}, "application/JSON": {}, "*/*": {}}
    assert matching("application/json; a=b", declared) == "application/JSON"
    assert matching("application/xml", declared) == "application/*"
    assert matching("text/plain", declared) == "*/*"
    assert bare(" Text/Plain ; charset=x") == "text/plain"
