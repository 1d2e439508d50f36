"""Values that look like the real thing and keep to bounds."""

import math

import pytest

from gatepost.model.schema import Schema
from gatepost.translate.sample_values import fits, sample_number, sample_text, size_within


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("email", "ada@example.com"),
        ("firstName", "Ada"),
        ("team_id", "team_123"),
        ("avatarUrl", "https://example.com/"),
        ("created_at", "2026-01-15T09:30:00Z"),
        ("flavour", "string"),
    ],
)
def test_names_suggest_texts(name, text):
    assert sample_text(name, Schema()) == text


def test_a_format_wins_over_a_name():
    assert sample_text("id", Schema(format="ipv4")) == "192.0.2.10"


@pytest.mark.parametrize(
    ("schema", "whole", "value"),
    [
        (Schema(), True, 1),
        (Schema(minimum=5), True, 5),
        (Schema(maximum=-2), True, -2),
        (Schema(exclusive_minimum=5), True, 6),
        (Schema(multiple_of=10), True, 10),
        (Schema(minimum=11, multiple_of=10, maximum=25), True, 20),
        (Schema(minimum=0.25, maximum=0.25), False, 0.25),
        (Schema(multiple_of=1e-320), False, 1),
    ],
)
def test_numbers_keep_to_bounds_and_step(schema, whole, value):
    assert sample_number("", schema, whole=whole) == value


def test_impossible_bounds_still_give_a_finite_number():
    assert math.isfinite(sample_number("", Schema(minimum=5, maximum=1), whole=False))


def test_a_boolean_is_no_integer():
    assert not fits(True, ("integer",))
    assert fits(True, ("boolean", "null"))
    assert fits("anything", ())


def test_sizes_stop_at_the_limit():
    assert 12 <= size_within({"a": ["bc", 1]}, 100) <= 24
    assert size_within("x" * 50, 49) is None
    deep = []
    for _ in range(50_000):
        deep = [deep]
    assert size_within(deep, 1_000) is None
