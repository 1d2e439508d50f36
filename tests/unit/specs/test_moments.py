import pytest

from tests.unit.specs.postern import behaviour

moments = behaviour("moments")
FRIDAY = moments.seconds("2026-11-27T15:40:12Z")
PERIODS = {
    "hour": ("2026-11-27T15:00:00Z", "2026-11-27T16:00:00Z"),
    "day": ("2026-11-27T00:00:00Z", "2026-11-28T00:00:00Z"),
    "week": ("2026-11-23T00:00:00Z", "2026-11-30T00:00:00Z"),
    "month": ("2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z"),
}


@pytest.mark.parametrize(("length", "bounds"), PERIODS.items())
def test_a_period_has_a_start_and_an_end(length: str, bounds: tuple[str, str]) -> None:
    start = moments.starts(FRIDAY, length)
    assert (moments.text(start), moments.text(moments.ends(start, length))) == bounds


def test_months_end_where_the_next_one_begins() -> None:
    for year in (2026, 2028):
        for month in range(1, 12):
            start = moments.seconds(f"{year}-{month:02d}-01T00:00:00Z")
            assert moments.text(moments.ends(start, "month")) == f"{year}-{month + 1:02d}-01T00:00:00Z"


def test_text_of_other_zones_and_forms_is_the_same_moment() -> None:
    same = ("2026-11-27T15:40:12Z", "2026-11-27t15:40:12z", "2026-11-27T16:40:12+01:00", "2026-11-27T15:40:12.000Z")
    assert {moments.seconds(text) for text in same} == {FRIDAY}


@pytest.mark.parametrize("text", ["2026-12-31T23:59:60Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_moments_at_the_edge_are_taken(text: str) -> None:
    assert moments.text(moments.seconds(text)).endswith("Z")
