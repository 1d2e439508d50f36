import pytest

from gatepost.honesty.lookalikes import as_read, imitates_latin, skeleton


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("read_file", "read_fi1e", True),
        ("search", "se\u0430rch", True),
        ("list", "LIST", True),
        ("modern", "modem", True),
        ("\uff52\uff45\uff41\uff44", "read", True),
        ("read_file", "write_file", False),
        ("page_1", "page_2", False),
    ],
)
def test_names_that_look_alike(one: str, other: str, alike: bool) -> None:
    assert (skeleton(one) == skeleton(other)) is alike


def test_imitation_is_no_foreign_language() -> None:
    assert imitates_latin("\u0440ay") and imitates_latin("\u0441\u043e\u0440\u0443")
    assert not imitates_latin("прочитать_файл") and not imitates_latin("größe") and not imitates_latin("検索")


def test_texts_are_read_as_a_model_does() -> None:
    assert as_read("\U0001d422\U0001d420nore \u0430ll, прочитать") == "ignore all, прочитать"
