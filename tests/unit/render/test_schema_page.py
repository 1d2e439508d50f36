from collections.abc import Callable

from gatepost.render import Reference
from tests.unit.render.conftest import Parsed, operations_of


def test_a_schema_says_what_it_is_and_who_uses_it(reference: Callable[..., Reference]) -> None:
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}}}
    made = reference(
        paths=operations_of("POST /pets", summary="Add a pet", tags=["pets"], requestBody=body),
        components={
            "schemas": {
                "Pet": {
                    "type": "object",
                    "deprecated": True,
                    "description": "An *animal*.",
                    "properties": {"name": {}},
                },
                "Herd": {"type": "array", "items": {"$ref": "#/components/schemas/Pet"}, "maxItems": 9},
            }
        },
    )
    page = made.page("reference/schemas/pet/")
    found = Parsed(page.body)
    assert found.unbalanced == []
    assert page.deprecated and "property-name" in page.anchors and "used-by" in page.anchors
    assert {"../../pets/post-pets/", "../../schemas/herd/"} <= set(found.links)
    assert "Add a pet" in found.text and "An animal." in found.text
    assert "Used by `POST /pets`" in page.markdown and "- `name` (any)" in page.markdown
    herd = made.page("reference/schemas/herd/")
    assert "array of Pet" in Parsed(herd.body).text and "at most 9 items" in herd.body


def test_a_scalar_has_a_page_as_well(reference: Callable[..., Reference]) -> None:
    made = reference(components={"schemas": {"Size": {"type": "string", "enum": ["s", "m"], "default": "m"}}})
    page = made.page("reference/schemas/size/")
    assert "One of s m" in Parsed(page.body).text and "default m" in Parsed(page.body).text
    assert [h.id for h in page.headings] == []


def test_boolean_and_circular_schemas_have_pages(reference: Callable[..., Reference]) -> None:
    made = reference(
        components={"schemas": {"Any": True, "None": False, "Loop": {"$ref": "#/components/schemas/Loop"}}}
    )
    texts = [Parsed(made.page(o.path).body).text for o in made.outlines if o.kind == "schema"]
    assert "anything" in texts[0] and "nothing" in texts[1] and "Loop" in texts[2]
