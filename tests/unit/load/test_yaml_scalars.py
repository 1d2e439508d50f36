import pytest

from gatepost.load.yaml_scalars import plain_value, shown_tag, tagged_value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", None),
        ("Null", None),
        ("TRUE", True),
        ("tRUE", "tRUE"),
        ("yes", "yes"),
        ("0o17", 15),
        ("0x1F", 31),
        ("+1", 1),
        ("-0", 0),
        ("1_000", "1_000"),
        ("1.", 1.0),
        ("-.5", -0.5),
        ("1e3", 1000.0),
        ("0.16001e0", 0.16001),
        (".", "."),
        ("-", "-"),
        ("1.2.3", "1.2.3"),
        ("1:30", "1:30"),
        ("0b1", "0b1"),
    ],
)
def test_plain_scalars(text: str, expected: object) -> None:
    assert repr(plain_value(text)) == repr(expected)


@pytest.mark.parametrize("text", [".inf", "-.INF", ".NaN", "1e400", "9" * 5000])
def test_numbers_that_json_lacks_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"number|double"):
        plain_value(text)


def test_tags_are_those_of_the_core_schema() -> None:
    assert tagged_value("1", "tag:yaml.org,2002:str") == "1"
    assert tagged_value("1", "!") == "1"
    with pytest.raises(ValueError, match="!!timestamp"):
        tagged_value("2026-01-01", "tag:yaml.org,2002:timestamp")
    assert shown_tag("!mine") == "!mine"
