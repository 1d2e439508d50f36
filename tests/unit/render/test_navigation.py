from collections.abc import Callable

from gatepost.render import Reference
from tests.unit.render.conftest import operations_of
from tests.unit.render.test_operation_page import CHAT, MEMBERS


def test_the_index_has_groups_and_each_group_a_file(reference: Callable[..., Reference]) -> None:
    files = reference(paths=CHAT, **MEMBERS).navigation()
    assert files["index.json"]["children"] == [
        {"title": "Overview", "url": "reference/"},
        {"title": "Authentication", "url": "reference/authentication/"},
        {"title": "Chat", "url": "reference/chat/", "file": "chat.json", "count": 2},
        {"title": "Schemas", "url": "reference/schemas/", "file": "schemas.json", "count": 2},
    ]
    assert files["chat.json"]["children"] == [
        {"title": "Create a chat", "url": "reference/chat/create-chat/", "method": "POST"},
        {
            "title": "Get a chat",
            "url": "reference/chat/get-chat/",
            "method": "GET",
            "deprecated": True,
            "ends": "2027-01-01",
        },
    ]


def test_headings_hold_their_groups(reference: Callable[..., Reference]) -> None:
    made = reference(paths=operations_of("GET /a", tags=["a"]), **{"x-tagGroups": [{"name": "Work", "tags": ["a"]}]})
    (_, heading) = made.navigation()["index.json"]["children"]
    assert heading == {
        "title": "Work",
        "count": 1,
        "children": [{"title": "A", "url": "reference/a/", "file": "a.json", "count": 1}],
    }


def test_every_page_but_none_else_is_in_the_tree(reference: Callable[..., Reference]) -> None:
    made = reference(paths=CHAT, webhooks={"added": {"post": {}}}, **MEMBERS)
    urls = [node["url"] for file in made.navigation().values() for node in file["children"]]
    assert sorted(urls) == sorted(outline.path for outline in made.outlines)
