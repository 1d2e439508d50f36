from collections.abc import Callable

from gatepost.render import Reference
from tests.unit.render.conftest import Parsed, operations_of


def test_the_overview_leads_to_groups_with_counts(reference: Callable[..., Reference]) -> None:
    made = reference(
        info={
            "title": "My API",
            "version": "2",
            "description": "# Hello\n\nWorld",
            "termsOfService": "javascript:alert(1)",
            "contact": {"name": "Us", "url": "https://e.com/us"},
        },
        servers=[{"url": "https://e.com"}],
        tags=[{"name": "pets", "description": "All about pets. More."}],
        paths=operations_of("GET /pets", "GET /pets/{id}", tags=["pets"]),
        components={"schemas": {"Pet": {}}},
    )
    page = made.page("reference/")
    found = Parsed(page.body)
    assert found.unbalanced == []
    assert {"pets/", "schemas/", "https://e.com/us"} <= set(found.links)
    assert not any("javascript" in link for link in found.links)
    for words in ("My API", "Version 2", "2 operations", "All about pets.", "https://e.com", "Hello"):
        assert words in found.text
    assert "[Pets](pets/): 2 operations" in page.markdown


def test_tag_groups_are_headings(reference: Callable[..., Reference]) -> None:
    made = reference(
        paths=operations_of("GET /a", tags=["a"]),
        **{"x-tagGroups": [{"name": "Workflows", "description": "What you do", "tags": ["a"]}]},
    )
    page = made.page("reference/")
    assert '<h2 id="workflows">Workflows</h2>' in page.body
    assert [(heading.id, heading.text) for heading in page.headings] == [("workflows", "Workflows")]


def test_a_group_lists_operations_by_resource(reference: Callable[..., Reference]) -> None:
    names = ("GET /pets", "POST /pets", "GET /pets/{id}", "DELETE /pets/{id}", "GET /owners", "POST /owners")
    page = reference(paths=operations_of(*names, tags=["pets"])).page("reference/pets/")
    found = Parsed(page.body)
    assert [h.text for h in page.headings] == ["/pets", "/owners"]
    assert {h.id for h in page.headings} <= set(page.anchors)
    assert found.links[1:] == [
        "get-pets/",
        "post-pets/",
        "get-pets-id/",
        "delete-pets-id/",
        "get-owners/",
        "post-owners/",
    ]
    assert [one["data-method"] for one in found.all("span")] == ["GET", "POST", "GET", "DELETE", "GET", "POST"]


def test_a_guest_is_listed_with_a_link_to_its_home(reference: Callable[..., Reference]) -> None:
    made = reference(paths=operations_of("GET /a", tags=["home", "away"]))
    assert "../home/get-a/" in Parsed(made.page("reference/away/").body).links


def test_the_index_of_schemas_goes_from_a_to_z(reference: Callable[..., Reference]) -> None:
    schemas = {"beta": {}, "Alpha": {"properties": {"b": {"$ref": "#/components/schemas/beta"}}}, "_x": {}}
    page = reference(components={"schemas": schemas}).page("reference/schemas/")
    assert [h.text for h in page.headings] == ["#", "A", "B"]
    assert {h.id for h in page.headings} <= set(page.anchors)
    assert Parsed(page.body).links == ["x/", "alpha/", "beta/"]
    assert "- [beta](beta/): 1 uses" in page.markdown
