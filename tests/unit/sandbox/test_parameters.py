from typing import Any

import pytest

from gatepost.sandbox.description import Description
from gatepost.sandbox.parameters import Sent, Values, read_parameters, split_query
from tests.unit.sandbox.things import describe, parameter

INTEGERS = {"type": "array", "items": {"type": "integer"}}
POINT = {"type": "object", "properties": {"x": {"type": "integer"}, "y": {"type": "integer"}}}


def read(declared: dict[str, Any], **sent: Any) -> Values:
    raw = describe({"/": {"get": {"parameters": [declared]}}})
    (operation,) = Description(raw).operations()
    query = split_query(sent.pop("query", ""))
    return read_parameters(operation, Sent(query=query, **sent))


@pytest.mark.parametrize(
    ("schema", "style", "query", "value"),
    [
        ({"type": "integer"}, {}, "p=5", 5),
        ({"type": "number"}, {}, "p=1e3", 1000.0),
        ({"type": "boolean"}, {}, "p=true", True),
        ({"type": "string"}, {}, "p=5", "5"),
        ({"type": "string"}, {}, "p=a+b%2Bc", "a b+c"),
        ({"type": ["integer", "string"]}, {}, "p=5", 5),
        ({"anyOf": [{"type": "integer"}, {"type": "null"}]}, {}, "p=null", None),
        (INTEGERS, {}, "p=1&p=2", [1, 2]),
        (INTEGERS, {"explode": False}, "p=1,2", [1, 2]),
        (INTEGERS, {"explode": False}, "p=1%2C2", [1, 2]),
        (INTEGERS, {"explode": False, "style": "pipeDelimited"}, "p=1%7C2", [1, 2]),
        (INTEGERS, {"explode": False, "style": "spaceDelimited"}, "p=1%202", [1, 2]),
        ({"type": "array", "items": {"type": "string"}}, {"explode": False}, "p=a%2Cb,c", ["a,b", "c"]),
        (POINT, {}, "x=1&y=2&z=3", {"x": 1, "y": 2}),
        (POINT, {"explode": False}, "p=x,1,y,2", {"x": 1, "y": 2}),
        (POINT, {"style": "deepObject"}, "p[x]=1&p%5By%5D=2", {"x": 1, "y": 2}),
        ({"type": "object"}, {"style": "deepObject"}, "p[a][b]=1", {"a": {"b": "1"}}),
        ({"type": "integer", "default": 7}, {}, "", 7),
    ],
)
def test_query_values(schema: Any, style: dict[str, Any], query: str, value: Any) -> None:
    found = read(parameter("p", "query", schema, **style), query=query)
    assert (found.query["p"], found.faults) == (value, [])


@pytest.mark.parametrize(
    ("schema", "style", "text", "value"),
    [
        (INTEGERS, {}, "1,2", [1, 2]),
        (INTEGERS, {"style": "label"}, ".1,2", [1, 2]),
        (INTEGERS, {"style": "label", "explode": True}, ".1.2", [1, 2]),
        (INTEGERS, {"style": "matrix"}, ";p=1,2", [1, 2]),
        (INTEGERS, {"style": "matrix", "explode": True}, ";p=1;p=2", [1, 2]),
        ({"type": "integer"}, {"style": "matrix"}, ";p=1", 1),
        ({"type": "integer"}, {"style": "label"}, ".1", 1),
        (POINT, {}, "x,1,y,2", {"x": 1, "y": 2}),
        (POINT, {"explode": True}, "x=1,y=2", {"x": 1, "y": 2}),
        (POINT, {"style": "matrix", "explode": True}, ";x=1;y=2", {"x": 1, "y": 2}),
    ],
)
def test_path_values(schema: Any, style: dict[str, Any], text: str, value: Any) -> None:
    found = read(parameter("p", "path", schema, **style), path={"p": text})
    assert (found.path["p"], found.faults) == (value, [])


def test_headers_and_cookies_are_read_by_name() -> None:
    assert read(parameter("X-Many", "header", INTEGERS), headers={"x-many": "1,2"}).header["X-Many"] == [1, 2]
    assert read(parameter("c", "cookie", {"type": "integer"}), cookies={"c": "1"}).cookie["c"] == 1
    assert read(parameter("Authorization", "header", {"type": "integer"}, required=True)).faults == []


def test_a_parameter_may_be_json() -> None:
    declared = {"name": "p", "in": "query", "content": {"application/json": {"schema": POINT}}}
    assert read(declared, query="p=%7B%22x%22:1%7D").query["p"] == {"x": 1}
    assert "expected object" in str(read(declared, query="p=%7B").faults[0])


@pytest.mark.parametrize(
    ("declared", "query", "said"),
    [
        (parameter("p", "query", {}, required=True), "", "query parameter p: is required"),
        (parameter("p", "query", {"type": "integer"}), "p=1.5", "expected integer, got the number 1.5"),
        (parameter("p", "query", {"type": "integer"}), "p=", 'got the string ""'),
        (parameter("p", "query", {"type": "boolean"}), "p=TRUE", 'got the string "TRUE"'),
        (parameter("p", "query", INTEGERS), "p=1&p=x", "query parameter p/1: expected integer"),
        (parameter("p", "query", {"enum": ["a"]}), "p=b", 'expected one of "a", got "b"'),
    ],
)
def test_faults_name_the_parameter(declared: dict[str, Any], query: str, said: str) -> None:
    assert said in str(read(declared, query=query).faults[0])


def test_undeclared_pairs_stay_as_text_and_pairs_are_bounded() -> None:
    assert read(parameter("p", "query", {}), query="q=1&q=2&r").query == {"q": "1", "r": ""}
    assert len(split_query("a=1&" * 5000)) == 1000
