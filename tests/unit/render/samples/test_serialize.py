"""The table "Style Examples" of OpenAPI's Parameter Object."""

import pytest

from gatepost.model.media_type import MediaType
from gatepost.model.parameter import Parameter
from gatepost.model.schema import Json
from gatepost.render.samples.serialize import encode, header_value, path_segment, query_pairs

ARRAY = ["blue", "black", "brown"]
OBJECT = {"R": 100, "G": 200, "B": 150}


def _parameter(style: str, explode: bool, **more: object) -> Parameter:
    return Parameter(name="color", location="query", style=style, explode=explode, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("style", "explode", "value", "expected"),
    [
        ("simple", False, "blue", "blue"),
        ("simple", False, ARRAY, "blue,black,brown"),
        ("simple", False, OBJECT, "R,100,G,200,B,150"),
        ("simple", True, OBJECT, "R=100,G=200,B=150"),
        ("label", False, "blue", ".blue"),
        ("label", False, ARRAY, ".blue,black,brown"),
        ("label", True, ARRAY, ".blue.black.brown"),
        ("label", True, OBJECT, ".R=100.G=200.B=150"),
        ("matrix", False, "blue", ";color=blue"),
        ("matrix", False, ARRAY, ";color=blue,black,brown"),
        ("matrix", True, ARRAY, ";color=blue;color=black;color=brown"),
        ("matrix", False, OBJECT, ";color=R,100,G,200,B,150"),
        ("matrix", True, OBJECT, ";R=100;G=200;B=150"),
        ("simple", False, "a/b c", "a%2Fb%20c"),
    ],
)
def test_path_styles(style: str, explode: bool, value: Json, expected: str) -> None:
    assert path_segment(_parameter(style, explode), value) == expected


@pytest.mark.parametrize(
    ("style", "explode", "value", "expected"),
    [
        ("form", True, "blue", "color=blue"),
        ("form", False, ARRAY, "color=blue,black,brown"),
        ("form", True, ARRAY, "color=blue&color=black&color=brown"),
        ("form", False, OBJECT, "color=R,100,G,200,B,150"),
        ("form", True, OBJECT, "R=100&G=200&B=150"),
        ("spaceDelimited", False, ARRAY, "color=blue%20black%20brown"),
        ("pipeDelimited", False, ARRAY, "color=blue%7Cblack%7Cbrown"),
        ("deepObject", True, OBJECT, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"),
        ("form", True, "a&b=c", "color=a%26b%3Dc"),
        ("form", True, True, "color=true"),
        ("form", True, 2.0, "color=2"),
    ],
)
def test_query_styles(style: str, explode: bool, value: Json, expected: str) -> None:
    assert "&".join(raw for _, _, raw in query_pairs(_parameter(style, explode), value)) == expected


def test_reserved_characters_stay_where_they_are_allowed() -> None:
    parameter = _parameter("form", True, allow_reserved=True)
    assert query_pairs(parameter, "/a?b") == [("color", "/a?b", "color=/a?b")]


def test_content_is_sent_as_json() -> None:
    parameter = _parameter("form", True, content=MediaType(name="application/json"))
    assert query_pairs(parameter, {"a": 1}) == [("color", '{"a":1}', "color=%7B%22a%22%3A1%7D")]


def test_headers_keep_visible_characters_only() -> None:
    assert header_value("a\r\nSet-Cookie: é", False) == "a%0D%0ASet-Cookie: %C3%A9"
    assert header_value(OBJECT, True) == "R=100,G=200,B=150"
    assert header_value(ARRAY, False) == "blue,black,brown"


def test_halves_of_surrogate_pairs_do_not_stop_the_build() -> None:
    assert encode("\ud800") == "%3F"
