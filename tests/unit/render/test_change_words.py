"""Where on a page a change is shown."""

import pytest

from gatepost.model.address import Address
from gatepost.model.change import Change
from gatepost.render.change_words import fields

ANCHORS = (
    "body-name",
    "response-200",
    "response-200-id",
    "response-200-~Cat.action",
    "response-200-~Dog.action",
    "response-200-data.~Cat.~Kitten.age",
    "response-200-reaction",
)


@pytest.mark.parametrize(
    ("place", "part", "found"),
    [
        ("body", "name", ["body-name"]),
        ("response-200", "id", ["response-200-id"]),
        ("response-200", "action", ["response-200-~Cat.action", "response-200-~Dog.action"]),
        ("response-200", "data.age", ["response-200-data.~Cat.~Kitten.age"]),
        ("response-200", "data.gone", []),
        ("query", "name", []),
        ("", "", []),
    ],
)
def test_a_change_is_shown_at_its_field_in_every_form_of_the_value(place: str, part: str, found: list[str]) -> None:
    address = Address("operation", "GET /cats", part)
    change = Change(rule="enum-widened", severity="risky", address=address, message="", place=place)
    assert list(fields(change, ANCHORS)) == found
