import time

import pytest

from gatepost.sandbox import patterns


@pytest.mark.parametrize(
    "pattern",
    [
        "((a+)+)+$",
        "^(a|a)*$",
        "(a*)*b",
        "^(([a-z])+.)+[A-Z]([a-z])+$",
        "a{999999999}",
        "(a?){50}a{50}",
        "a?" * 60 + "a" * 60,
        "(",
        "[z-a]",
        "\\",
        "(?P<x>a)(?P=x)",
        "(a)\\1",
        "\\p{L}",
        "x" * 201,
    ],
)
def test_a_hostile_or_unknown_pattern_is_not_judged_and_costs_nothing(pattern: str) -> None:
    begun = time.process_time()
    assert patterns.matches(pattern, "a" * 5000 + "!") is None
    assert time.process_time() - begun < 0.1


def test_a_pattern_with_several_repetitions_is_only_run_on_short_text() -> None:
    assert patterns.matches("^a*b*c*$", "abc") is True
    assert patterns.matches("^a*b*c*$", "a" * 5000) is None
    begun = time.process_time()
    assert patterns.matches("a*a*a*a*$", "a" * 100_000 + "!") is None
    assert time.process_time() - begun < 0.1


def test_the_end_is_the_end_of_the_text() -> None:
    assert patterns.matches("^a$", "a\n") is False
    assert patterns.matches("^(a|b)$", "b\n") is False
    assert patterns.matches("\\$", "a$b") is True
    assert patterns.matches("^\\d$", "\N{ARABIC-INDIC DIGIT ONE}") is False


@pytest.mark.parametrize(
    "pattern",
    [
        "^[a-z]{3}-\\d{4}$",
        "^sk-[A-Za-z0-9]{20,}$",
        "^(get|put)_[^_]+$",
        "^\\+?[1-9]\\d{1,14}$",
        "^#([a-f0-9]{6})$",
        "^v\\d+(\\.\\d+){2}$",
        "^[\\w.-]+@[\\w.-]+$",
        "^arn:aws:[a-z]+:.*$",
        "^(?:a|b)(?<name>c)$",
        "^\\u0041\\x42$",
        "^[^\\s]+$",
    ],
)
def test_text_is_written_after_the_pattern(pattern: str) -> None:
    for variation in range(4):
        text = patterns.imitate(pattern, 0, 100, variation)
        assert text is not None
        assert patterns.matches(pattern, text) is not False


def test_an_imitation_keeps_its_length() -> None:
    text = patterns.imitate("^[a-z]+$", 12, 20)
    assert text is not None
    assert 12 <= len(text) <= 20
    assert patterns.imitate("^[a-z]{5}$", 0, 3) is None
