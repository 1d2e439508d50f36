import json
from typing import Any

import msgspec

from gatepost.model.media_type import Example
from gatepost.render.examples import LIMIT, highlighted, shown


def test_a_short_example_is_shown_whole() -> None:
    found = shown(Example(value={"b": 1, "a": [None]}))
    assert found is not None and not found.shortened
    assert json.loads(found.text) == {"b": 1, "a": [None]}


def test_a_long_example_stays_json_within_the_limit() -> None:
    item = {"id": 1, "text": "x" * 500, "inner": {"deep": {"deeper": ["y" * 300] * 20}}}
    found = shown(Example(value=[item] * 50))
    assert found is not None and found.shortened
    assert len(found.text) <= LIMIT
    assert json.loads(found.text)[0]["id"] == 1


def test_text_and_urls() -> None:
    assert shown(Example(external_value="https://e.com/x")) is None
    lines = shown(Example(value="data: 1\n\ndata: 2"))
    assert lines is not None and lines.text == "data: 1\n\ndata: 2" and not lines.is_json
    assert shown(Example(serialized="a=1")) is not None


def test_names_are_marked_and_everything_is_escaped() -> None:
    value: dict[str, Any] = {"<b>": '"</code><script>', 'q"': "&"}
    found = shown(Example(value=value))
    assert found is not None
    html = highlighted(found)
    assert '<i>"&lt;b&gt;"</i>: ' in html
    assert "<script" not in html and "</code" not in html
    assert '<i>"q\\""</i>: "&amp;"' in html


def test_numbers_beyond_64_bits_are_kept() -> None:
    found = shown(Example(value={"n": 10**30}))
    assert found is not None and msgspec.json.decode(found.text.replace("1" + "0" * 30, "7")) == {"n": 7}
