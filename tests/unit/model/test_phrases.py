"""Many phrases in text."""

import time

import pytest

from gatepost.model.phrases import Phrase, Phrases, words_of


def found(text: str, *names: str, exact: bool = False) -> list[str]:
    phrases = Phrases([Phrase(name, words_of(name), name, exact) for name in names])
    return [text[one.start : one.end] for one in phrases.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A virtual key, and a key.", ["virtual key", "key"]),
        ("Virtual-key or VIRTUAL\nKEY", ["Virtual-key", "VIRTUAL\nKEY"]),
        ("keys, monkey, key_id, x.key, key=1, key(), /key, key/s, sub-key, key-value, a@key", []),
        ("virtual, key", ["key"]),
        ("(key) “key” key.", ["key", "key", "key"]),
        ("Use key (or not), key: so", ["key", "key"]),
        ("&key; &#34;", []),
    ],
)
def test_whole_phrases_are_found_the_longest_first(text: str, expected: list[str]) -> None:
    assert found(text, "key", "virtual key", "34") == expected


def test_case_counts_where_it_does() -> None:
    assert found("RAG and rag and Rag", "RAG", exact=True) == ["RAG"]


def test_signs_of_a_phrase_belong_to_it() -> None:
    assert found("C, C++ and C#, (beta) and beta", "C++", "(beta)") == ["C++", "(beta)"]


def test_a_phrase_without_words_is_never_found() -> None:
    assert found("anything .* at all", ".*", "<b>") == []


def test_ten_thousand_phrases_cost_about_what_ten_do() -> None:
    text = "nothing of it is here but word9 and others " * 2000

    def seconds(count: int) -> float:
        phrases = Phrases([Phrase(f"word{n} x{n}", (f"word{n}", f"x{n}"), n) for n in range(count)])
        best = 9.0
        for _ in range(3):
            start = time.process_time()
            assert list(phrases.find(text)) == []
            best = min(best, time.process_time() - start)
        return best

    assert seconds(10_000) < 5 * seconds(10) + 0.01
