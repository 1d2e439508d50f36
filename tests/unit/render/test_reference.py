import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jinja2
import pytest

from gatepost.model.gateway import Gateway
from gatepost.render import Reference
from gatepost.settings import ReferenceSettings
from tests.unit.render.conftest import operations_of
from tests.unit.render.test_operation_page import CHAT, MEMBERS


def test_outlines_are_in_reading_order(reference: Callable[..., Reference]) -> None:
    made = reference(paths=CHAT, webhooks={"added": {"post": {}}}, **MEMBERS)
    assert [(o.kind, o.path) for o in made.outlines] == [
        ("overview", "reference/"),
        ("security", "reference/authentication/"),
        ("group", "reference/chat/"),
        ("operation", "reference/chat/create-chat/"),
        ("operation", "reference/chat/get-chat/"),
        ("index", "reference/webhooks/"),
        ("webhook", "reference/webhooks/added/"),
        ("index", "reference/schemas/"),
        ("schema", "reference/schemas/message/"),
        ("schema", "reference/schemas/usage/"),
    ]


def test_a_page_agrees_with_its_outline_and_digest(reference: Callable[..., Reference]) -> None:
    made = reference(paths=CHAT, **MEMBERS)
    for outline in made.outlines:
        page = made.page(outline.path)
        assert (page.path, page.kind, page.address) == (outline.path, outline.kind, outline.address)
        assert page.title == outline.title or outline.kind == "overview"
        assert page.digest == made.digest(outline.path)


def test_an_unknown_page_is_a_key_error(reference: Callable[..., Reference]) -> None:
    with pytest.raises(KeyError, match="reference/nowhere/"):
        reference().page("reference/nowhere/")


def changed(path: tuple[str, ...], value: Any) -> dict[str, Any]:
    members: dict[str, Any] = copy.deepcopy({"paths": CHAT, **MEMBERS})
    place = members
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return members


@pytest.mark.parametrize(
    ("path", "value", "touched"),
    [
        (("paths", "/chat", "post", "description"), "Other words.", {"chat/create-chat/"}),
        (
            ("paths", "/chat", "post", "summary"),
            "Renamed",
            {"chat/create-chat/", "chat/get-chat/", "schemas/usage/", "schemas/message/"},
        ),
        (("components", "schemas", "Message", "description"), "New", {"chat/create-chat/", "schemas/message/"}),
        (("components", "schemas", "Usage", "title"), "New", {"chat/create-chat/", "schemas/usage/"}),
        (("components", "securitySchemes", "key", "bearerFormat"), "JWT", {"chat/create-chat/"}),
        (("servers",), [{"url": "https://new.e.com"}], {"chat/create-chat/", "chat/get-chat/"}),
    ],
)
def test_a_digest_changes_with_what_the_page_shows(
    path: tuple[str, ...], value: Any, touched: set[str], reference: Callable[..., Reference]
) -> None:
    before, after = reference(paths=CHAT, **MEMBERS), reference(**changed(path, value))
    pages = [outline.path for outline in before.outlines if outline.kind in ("operation", "schema")]
    differing = {one for one in pages if before.digest(one) != after.digest(one)}
    assert differing == {f"reference/{one}" for one in touched}
    for one in pages:
        same = before.digest(one) == after.digest(one)
        assert not same or before.page(one) == after.page(one)


def test_digests_know_options_and_templates(gateway: Callable[..., Gateway], tmp_path: Path) -> None:
    made = gateway(paths=operations_of("GET /a", tags=["x"]))
    settings = ReferenceSettings(samples=())
    plain = Reference(made, settings).digest("reference/x/get-a/")
    assert plain == Reference(made, settings).digest("reference/x/get-a/")
    assert plain != Reference(made, ReferenceSettings(samples=("curl",))).digest("reference/x/get-a/")
    assert plain != Reference(made, settings, authoring=True).digest("reference/x/get-a/")
    (tmp_path / "operation.html.jinja").write_text("{% extends '_base/operation.html.jinja' %}")
    assert plain != Reference(made, settings, templates=tmp_path).digest("reference/x/get-a/")


def test_a_user_overrides_one_block(gateway: Callable[..., Gateway], tmp_path: Path) -> None:
    (tmp_path / "operation.html.jinja").write_text(
        '{% extends "_base/operation.html.jinja" %}\n'
        "{% block related %}<p>Ask {{ operation.method }}</p>{{ super() }}{% endblock %}"
    )
    made = gateway(paths=operations_of("GET /a", "POST /a", tags=["x"]))
    page = Reference(made, ReferenceSettings(samples=()), templates=tmp_path).page("reference/x/get-a/")
    assert '<p>Ask GET</p><h2 id="related">' in page.body


def test_a_template_that_names_what_is_not_there_says_so(gateway: Callable[..., Gateway], tmp_path: Path) -> None:
    (tmp_path / "operation.html.jinja").write_text("{{ operatoin.path }}")
    made = Reference(
        gateway(paths=operations_of("GET /a", tags=["x"])), ReferenceSettings(samples=()), templates=tmp_path
    )
    with pytest.raises(jinja2.UndefinedError, match="operatoin"):
        made.page("reference/x/get-a/")


def test_two_references_of_one_description_are_the_same(reference: Callable[..., Reference]) -> None:
    one, other = reference(paths=CHAT, **MEMBERS), reference(paths=copy.deepcopy(CHAT), **copy.deepcopy(MEMBERS))
    assert [one.page(o.path) for o in one.outlines] == [other.page(o.path) for o in other.outlines]


def test_bytecode_is_kept_where_it_is_asked_to_be(gateway: Callable[..., Gateway], tmp_path: Path) -> None:
    made = gateway(paths=operations_of("GET /a", tags=["x"]))
    Reference(made, ReferenceSettings(samples=()), bytecode=tmp_path / "cache").page("reference/x/get-a/")
    assert list((tmp_path / "cache").iterdir())


def test_an_empty_description_has_an_overview(reference: Callable[..., Reference]) -> None:
    made = reference()
    assert [outline.path for outline in made.outlines] == ["reference/"]
    assert "0 operations" in made.page("reference/").body
