"""Front matter, tags and groups."""

import pytest

OK = {"responses": {}}


def test_info(translated):
    info = {
        "title": "Gateway",
        "version": 2,
        "summary": "S",
        "termsOfService": "javascript:alert(1)",
        "contact": {"name": "Ada", "url": "https://a.example", "email": "ada@example.com"},
        "license": {"name": "Apache 2.0", "identifier": "Apache-2.0"},
    }
    found = translated(info=info, externalDocs={"url": "https://docs.example"})
    (description,) = found.gateway.descriptions
    assert (description.title, description.version, description.contact_email) == ("Gateway", "2", "ada@example.com")
    assert (description.terms_of_service, description.external_docs_url) == ("", "https://docs.example")
    assert description.license_name == "Apache 2.0"
    assert (found.gateway.title, description.specification) == ("Gateway", "3.1")
    assert found.rules == ["unsafe-link"]


def test_without_a_title_the_file_names_it(translated):
    assert translated(info=None).gateway.title == "api.json"


def test_tags_come_in_declared_order_then_as_used(translated):
    tags = [{"name": "b", "x-displayName": "Bee"}, {"name": "a", "summary": "Ay", "parent": "b", "kind": "nav"}, 1]
    found = translated(tags=tags, paths={"/x": {"get": {**OK, "tags": ["z", "a"]}}})
    assert [(tag.name, tag.title, tag.parent) for tag in found.gateway.tags] == [
        ("b", "Bee", ""),
        ("a", "Ay", "b"),
        ("z", "z", ""),
    ]
    assert found.rules == ["wrong-type"]


def test_tag_groups_of_the_description(translated):
    groups = [{"name": "Main", "tags": ["a", 1]}, {"tags": []}, "x"]
    found = translated(**{"x-tagGroups": groups})
    assert [(group.title, group.tags) for group in found.gateway.tag_groups] == [("Main", ("a",))]


@pytest.mark.parametrize("info", [[], "x", 1, {"title": [], "version": {}, "contact": "me", "license": None}])
def test_broken_front_matter_does_not_stop_anything(translated, info):
    assert translated(info=info).gateway.descriptions[0].title == "api.json"
