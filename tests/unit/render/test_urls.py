from collections.abc import Callable

import pytest

from gatepost.model.address import Address
from gatepost.render import Reference
from gatepost.render.urls import relative, step
from tests.unit.render.conftest import gateway_of, operations_of


def test_every_kind_of_address_resolves(reference: Callable[..., Reference]) -> None:
    made = reference(
        paths=operations_of("GET /v1/pets/{id}", tags=["pets"], operationId="pets/get", parameters=[]),
        webhooks={"petAdded": {"post": {"responses": {"200": {"description": "OK"}}}}},
        components={
            "schemas": {"Pet": {"type": "object"}},
            "securitySchemes": {"apiKey": {"type": "apiKey", "in": "header", "name": "x"}},
        },
    )
    resolved = {
        "operation:GET /v1/pets/{id}": "reference/pets/get/",
        "operation:GET /v1/pets/{id}#response-200-usage.total_tokens": (
            "reference/pets/get/#response-200-usage.total_tokens"
        ),
        "schema:Pet": "reference/schemas/pet/",
        "schema:Pet#owner.login": "reference/schemas/pet/#property-owner.login",
        "security:apiKey": "reference/authentication/#api-key",
        "group:pets": "reference/pets/",
        "webhook:POST petAdded": "reference/webhooks/pet-added/",
        "index:overview": "reference/",
        "operation:GET /nowhere": None,
        "schema:Nothing": None,
        "security:nothing": None,
        "tool:x/y": None,
    }
    assert {name: made.resolve(Address.parse(name)) for name in resolved} == resolved


def test_schemas_that_differ_in_case_alone_have_pages_that_do_not(reference: Callable[..., Reference]) -> None:
    made = reference(components={"schemas": {"User": {"type": "object"}, "user": {"type": "string"}}})
    paths = [outline.path for outline in made.outlines if outline.kind == "schema"]
    assert len({path.lower() for path in paths}) == 2


@pytest.mark.parametrize("name", ["../../x", "con", "x" * 300, "🎉", "ח", '"><script>', "a b", "a.b", "", "%2e%2e"])
def test_no_name_leads_out_of_the_folder(name: str, reference: Callable[..., Reference]) -> None:
    made = reference(paths=operations_of("GET /a", tags=[name], operationId=name))
    for outline in made.outlines:
        assert outline.path.isascii()
        assert outline.path.startswith("reference/")
        assert all(
            part and set(part) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") for part in outline.path[:-1].split("/")
        )
        assert all(len(part) <= 80 for part in outline.path.split("/"))


def test_adding_an_operation_leaves_the_other_urls(reference: Callable[..., Reference]) -> None:
    paths = operations_of("GET /a", "POST /a", "GET /b", tags=["x"])
    before = {str(o.address): o.path for o in reference(paths=paths).outlines}
    after = {str(o.address): o.path for o in reference(paths={**paths, **operations_of("GET /c", tags=["x"])}).outlines}
    assert before.items() <= after.items()


def test_names_of_two_descriptions_are_kept_apart() -> None:
    from gatepost.settings import ReferenceSettings

    gateway = gateway_of(id="eu", paths=operations_of("GET /a", tags=["x"]))
    made = Reference(gateway, ReferenceSettings(samples=()))
    assert made.resolve(Address("operation", "eu:GET /a")) == "reference/x/get-a/"


@pytest.mark.parametrize(
    ("here", "there", "link"),
    [
        ("reference/", "reference/pets/", "pets/"),
        ("reference/pets/", "reference/", "../"),
        ("reference/pets/", "reference/pets/list/", "list/"),
        ("reference/pets/list/", "reference/schemas/pet/", "../../schemas/pet/"),
        ("reference/", "reference/", "./"),
    ],
)
def test_relative(here: str, there: str, link: str) -> None:
    assert relative(here, there) == link


def test_step_tells_every_two_names_apart() -> None:
    names = ["a.b", "a_b", "+1", "-1", "a b", "a\tb", "ü", "", "*", "~x", "__proto__", "<b>", "x" * 50]
    steps = [step(name) for name in names]
    assert len(set(steps)) == len(names)
    assert step("__proto__") == "__proto__" and step("+1") == "+1"
    assert not any(set(one) & set(" \t\"'<>.") for one in steps)
