import pytest

from gatepost.honesty.characters import hidden_runs, reveal, without_hidden


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("plain ASCII\n\ttext", []),
        ("größe, 検索, שלום, ไทย", []),
        ("👩\u200d💻 ❤\ufe0f 1\ufe0f\u20e3 🏳\ufe0f\u200d🌈", []),
        ("می\u200cکند", []),
        ("a\u200cb", ["zero-width"]),
        ("a\u200b\u200bb", ["zero-width"]),
        ("\ufeffstart", []),
        ("mid\ufeffdle", ["zero-width"]),
        ("\u202eabc\u202c", ["bidirectional control", "bidirectional control"]),
        ("a\u2066b\u2069", ["bidirectional control", "bidirectional control"]),
        ("\x1b[31mred\x1b[0m", ["terminal escape", "terminal escape"]),
        ("a\x08b", ["control character"]),
        ("a\U000e0041\U000e0042b", ["Unicode tag"]),
        ("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", []),
        ("🏴\U000e0072\U000e006d\U000e007f", ["Unicode tag"]),
        ("😀\U000e0100\U000e0101", ["variation selector"]),
        ("a\ufe0fb", ["variation selector"]),
        ("Vor\u00adfällig", []),
        ("\u00ad\u00ad", ["invisible filler"]),
        ("\ue000", ["private use"]),
        ("\u3164", ["invisible filler"]),
    ],
)
def test_hidden_is_what_no_script_asks_for(text: str, kinds: list[str]) -> None:
    assert [run.kind for run in hidden_runs(text)] == kinds
    assert list(hidden_runs(without_hidden(text))) == []
    assert (reveal(text) == text) is (kinds == [])


def test_long_runs_have_short_marks() -> None:
    assert reveal("a" + "\u200b" * 900 + "b") == "a⟦U+200B and 899 more⟧b"
