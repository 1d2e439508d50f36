"""JSON as it stands in samples."""

import json

import pytest

from gatepost.render.samples.json_text import exact_in_javascript, pretty


def test_short_flat_containers_stay_on_one_line() -> None:
    assert pretty({"a": [1, 2], "b": {"c": None}, "d": {}}) == ('{\n  "a": [1, 2],\n  "b": {"c": null},\n  "d": {}\n}')


def test_it_reads_back_and_shows_every_character(nasty: tuple[str, ...]) -> None:
    value = {text: [text, {text: text * 20}] for text in (*nasty, "\u2028\u202e\ud800\U000e0041\ufdd0\x7f\xa0")}
    text = pretty(value)
    assert json.loads(text) == value
    assert all(c.isprintable() or c == "\n" for c in text)


@pytest.mark.parametrize(("text", "exact"), [("123456789012345", True), ("12345678901234567890", False)])
def test_numbers_that_javascript_would_round(text: str, exact: bool) -> None:
    assert exact_in_javascript(text) is exact
