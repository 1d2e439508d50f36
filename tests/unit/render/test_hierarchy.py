from collections.abc import Callable
from typing import Any

from gatepost.model.gateway import Gateway
from gatepost.render.hierarchy import MOST_UNTAGGED, OTHER, Hierarchy, readable
from tests.unit.render.conftest import operations_of


def titles(hierarchy: Hierarchy) -> list[Any]:
    def shown(sections: Any) -> list[Any]:
        return [(s.title, shown(s.sections)) if s.sections else s.title for s in sections]

    return shown(hierarchy.sections)


def test_tags_stand_in_declared_order_then_those_only_used(gateway: Callable[..., Gateway]) -> None:
    paths = {**operations_of("GET /a", tags=["late"]), **operations_of("GET /b", tags=["second"])}
    paths |= operations_of("GET /c", tags=["first"])
    made = Hierarchy(gateway(tags=[{"name": "first"}, {"name": "second"}, {"name": "unused"}], paths=paths))
    assert titles(made) == ["First", "Second", "Late"]


def test_parents_of_openapi_3_2_nest(gateway: Callable[..., Gateway]) -> None:
    tags = [{"name": "all", "summary": "Everything"}, {"name": "pets", "parent": "all"}]
    made = Hierarchy(gateway(openapi="3.2.0", tags=tags, paths=operations_of("GET /pets", tags=["pets"])))
    assert titles(made) == [("Everything", ["Pets"])]
    assert made.sections[0].count == 1


def test_parents_in_a_circle_do_not_hang(gateway: Callable[..., Gateway]) -> None:
    tags = [{"name": "a", "parent": "b"}, {"name": "b", "parent": "a"}]
    paths = {**operations_of("GET /a", tags=["a"]), **operations_of("GET /b", tags=["b"])}
    assert sorted(titles(Hierarchy(gateway(openapi="3.2.0", tags=tags, paths=paths)))) == ["A", "B"]


def test_tag_groups_are_headings_and_the_rest_follows(gateway: Callable[..., Gateway]) -> None:
    paths = {**operations_of("GET /a", tags=["a"]), **operations_of("GET /b", tags=["b"])}
    made = Hierarchy(gateway(paths=paths, **{"x-tagGroups": [{"name": "Work", "tags": ["b"]}]}))
    assert titles(made) == [("Work", ["B"]), "A"]
    assert made.sections[0].slug == ""


def test_operations_without_a_tag_share_a_group(gateway: Callable[..., Gateway]) -> None:
    made = Hierarchy(gateway(paths=operations_of("GET /a", "GET /b")))
    assert titles(made) == [OTHER]
    assert made.sections[0].slug == "other-operations"


def test_many_operations_without_a_tag_are_grouped_by_path(gateway: Callable[..., Gateway]) -> None:
    names = [f"GET /v1/{'users' if n % 2 else 'keys'}/{n}" for n in range(MOST_UNTAGGED + 1)]
    assert sorted(titles(Hierarchy(gateway(paths=operations_of(*names))))) == ["Keys", "Users"]


def test_an_operation_of_two_tags_has_one_home(gateway: Callable[..., Gateway]) -> None:
    made = Hierarchy(gateway(paths=operations_of("GET /a", tags=["home", "away"])))
    home, away = made.sections
    assert [o.path for o in home.operations] == ["/a"]
    assert [o.path for o in away.guests] == ["/a"] and not away.operations


def test_a_tag_cannot_take_the_folder_of_schemas(gateway: Callable[..., Gateway]) -> None:
    paths = {**operations_of("GET /a", tags=["Schemas"]), **operations_of("GET /b", tags=["authentication"])}
    slugs = [section.slug for section in Hierarchy(gateway(paths=paths)).sections]
    assert slugs == ["schemas-group", "authentication-group"]


def test_tags_that_differ_in_case_alone_get_folders_that_do_not(gateway: Callable[..., Gateway]) -> None:
    paths = {**operations_of("GET /a", tags=["Users"]), **operations_of("GET /b", tags=["users"])}
    slugs = [section.slug for section in Hierarchy(gateway(paths=paths)).sections]
    assert len({slug.lower() for slug in slugs}) == 2


def test_readable() -> None:
    assert readable("code-scanning") == "Code scanning"
    assert readable("OpenAI API") == "OpenAI API"
    assert readable("chat") == "Chat"
