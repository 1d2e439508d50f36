"""HOSTILE.md, cases 1 to 6, 8, 11, 12: every string of a description carries a payload, and none comes to life."""

import copy
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import yaml

from gatepost.render import Reference
from gatepost.settings import ReferenceSettings
from tests.unit.render.conftest import Parsed
from tests.unit.render.test_operation_page import CHAT, MEMBERS

PAYLOADS = [
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "<svg onload=alert(1)>",
    '"\'><script>alert(1)</script><b onmouseover="alert(1)',
    "[x](javascript:alert(1))",
    "![x](javascript:alert(1))",
    "javascript:alert(1)",
    "<a href='javascript:alert(1)'>x</a>",
    "{{ 7*7 }}{% raw %}</article><iframe src=//evil>",
    "text\n{: onclick=alert(1) style=position:fixed }",
    "<style>*{display:none}</style><base href=//evil><meta http-equiv=refresh content=0>",
    "</code></pre></dd></dl></details></article><form action=//evil><input autofocus onfocus=alert(1)>",
    "\0<b\0 onclick=alert(1)>",
]
OURS = set(
    "article div p a h1 h2 h3 h4 h5 h6 span code pre section aside dl dt dd ul ol li details summary b i s small em "
    "strong var time button gatepost-console gatepost-guides label input br del u hr "
    "fieldset legend output".split()
)
ATTRIBUTES = set(
    "class id href rel title open name type hidden data-kind data-address data-method data-path data-copy "
    "data-copy-label data-tab data-gatepost-tabs data-label data-filter data-filter-text data-filter-group contract "
    "aria-label data-sunset data-deprecated data-gatepost-status data-status "
    "data-ends checked datetime start tabindex".split()
)
STRUCTURE = {"type", "in", "$ref", "style", "openapi", "scheme", "operationId", "required", "explode", "x-sunset"}
DESCRIPTION: dict[str, Any] = {
    "info": {
        "title": "T",
        "version": "1",
        "summary": "s",
        "description": "d",
        "termsOfService": "t",
        "contact": {"name": "n", "url": "u", "email": "e"},
        "license": {"name": "n", "url": "u"},
    },
    "externalDocs": {"url": "u", "description": "d"},
    "tags": [{"name": "Chat", "description": "d", "externalDocs": {"url": "u"}}],
    "paths": CHAT,
    **MEMBERS,
}


def poisoned(node: Any, payload: str, key: str = "") -> Any:
    """Return the description with a payload after every string that is not a keyword's own value, names included."""
    if isinstance(node, dict):
        named = key in ("properties", "examples", "scopes", "headers", "callbacks", "content", "responses", "links")
        return {
            (f"{name}{payload}" if named and not name.isdigit() else name): (
                value if name in STRUCTURE else poisoned(value, payload, name)
            )
            for name, value in node.items()
        }
    if isinstance(node, list):
        return [poisoned(value, payload, key) for value in node]
    return f"{node}{payload}" if isinstance(node, str) else node


def problems(html: str) -> Iterator[str]:
    found = Parsed(html)
    for tag, attributes in found.elements:
        if tag not in OURS:
            yield f"<{tag}>"
        for name, value in attributes.items():
            if name not in ATTRIBUTES:
                yield f"<{tag} {name}>"
            if name == "href" and re.match(r"(?i)\s*(javascript|data|vbscript|file):", value):
                yield f"<{tag} {name}={value}>"
            if tag == "input" and name == "type" and value not in ("search", "checkbox"):
                yield f"<input type={value}>"
    if found.unbalanced:
        yield f"unbalanced {found.unbalanced[:3]}"
    if "\0" in html:
        yield "NUL"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_string_of_a_description_comes_to_life(payload: str, reference: Callable[..., Reference]) -> None:
    made = reference(ReferenceSettings(), **poisoned(copy.deepcopy(DESCRIPTION), payload))
    assert len(made.outlines) >= 7
    for outline in made.outlines:
        page = made.page(outline.path)
        assert list(problems(page.body)) == [], outline.path
        assert len(set(page.anchors)) == len(page.anchors)
        assert page.path.startswith("reference/") and ".." not in page.path


def test_names_that_javascript_knows(reference: Callable[..., Reference]) -> None:
    names = ["__proto__", "constructor", "toString", "hasOwnProperty"]
    schemas = {name: {"type": "object", "properties": {other: {"type": "string"} for other in names}} for name in names}
    made = reference(components={"schemas": schemas})
    pages = [made.page(outline.path) for outline in made.outlines if outline.kind == "schema"]
    assert [page.title for page in pages] == names
    assert all({f"property-{name}" for name in names} <= set(page.anchors) for page in pages)


def test_circles_of_every_kind_end(reference: Callable[..., Reference]) -> None:
    reference_to = {"$ref": "#/components/schemas/A"}
    schemas = {
        "A": {"properties": {"a": reference_to, "b": {"$ref": "#/components/schemas/B"}}},
        "B": {"allOf": [reference_to], "oneOf": [reference_to, {"type": "array", "items": reference_to}]},
        "C": {"additionalProperties": {"$ref": "#/components/schemas/C"}},
        "D": {"not": {"$ref": "#/components/schemas/D"}, "anyOf": [{"$ref": "#/components/schemas/D"}]},
    }
    made = reference(components={"schemas": schemas})
    bodies = [made.page(outline.path).body for outline in made.outlines]
    assert all(len(body) < 10_000 for body in bodies)
    assert any("recursive" in body for body in bodies)


def test_a_dense_description_gives_small_pages(reference: Callable[..., Reference]) -> None:
    names = [f"N{n}" for n in range(60)]
    schemas = {
        name: {"properties": {other: {"$ref": f"#/components/schemas/{other}"} for other in names[index + 1 :]}}
        for index, name in enumerate(names)
    }
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/N0"}}}}
    paths = {"/a": {"post": {"requestBody": body, "responses": {"200": {"description": "OK"}}}}}
    made = reference(paths=paths, components={"schemas": schemas})
    for outline in made.outlines:
        assert len(made.page(outline.path).body) < 60_000


def test_the_payloads_are_really_there() -> None:
    text = yaml.safe_dump(poisoned(DESCRIPTION, "CANARY"))
    assert text.count("CANARY") > 50
