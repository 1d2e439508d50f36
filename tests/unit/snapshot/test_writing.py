import json

from gatepost.snapshot.order import in_order
from gatepost.snapshot.writing import to_text, unchanged


def test_hidden_characters_are_escaped_and_languages_are_not() -> None:
    value = {"d": "größe 検索 a\u200bb \U000e0041 \u202e \x7f"}
    text = to_text(value)
    assert "größe 検索" in text and "a\\u200bb \\udb40\\udc41 \\u202e \\u007f" in text
    assert json.loads(text) == value and text.endswith("}\n")


def test_the_day_alone_is_no_change() -> None:
    old = {"captured": {"at": "2026-01-01", "era": "modern"}, "tools": []}
    new = {"captured": {"at": "2026-02-02", "era": "modern"}, "tools": []}
    assert unchanged(to_text(old), new)
    assert unchanged(to_text({"servers": [old]}), {"servers": [new]})
    assert not unchanged(to_text(old), {**new, "tools": [{"name": "a"}]})
    assert not unchanged(to_text(old), {**new, "captured": {"at": "2026-02-02", "era": "legacy"}})
    assert not unchanged("no json", new)


def test_keys_have_one_order_and_properties_keep_theirs() -> None:
    one = {
        "required": ["z"],
        "properties": {"z": {"b": 1, "type": "x"}, "properties": {"b": 1, "a": 2}},
        "type": "object",
    }
    assert to_text(in_order(one)) == to_text(
        {
            "type": "object",
            "properties": {"z": {"type": "x", "b": 1}, "properties": {"a": 2, "b": 1}},
            "required": ["z"],
        }
    )
