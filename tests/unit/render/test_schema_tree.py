import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from gatepost.model.schema import SchemaRef
from gatepost.render.context import Context
from gatepost.render.extent import Place
from tests.unit.render.conftest import Parsed

CASES = yaml.safe_load((Path(__file__).parents[2] / "golden/render/schemas.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_golden(case: dict[str, Any], context: Callable[..., Context]) -> None:
    made = context(**case["schemas"])
    place = Place("", case.get("depth", 3), only=True)
    html = made.tree.below(SchemaRef(name="X"), "body-", place)
    found = Parsed(html)
    assert found.unbalanced == []
    assert _outline(html) == case["html"].strip()
    assert made.text.below(SchemaRef(name="X"), place) == case["text"].strip()
    assert len(set(found.ids)) == len(found.ids)


def _outline(html: str) -> str:
    """Return HTML with a line for each field, level and variant, so that a case can be read."""
    html = re.sub(r"(<dt |<details|<p |</dl>|</details>)", r"\n\1", html)
    return html.strip()


def test_prefixes_of_anchors_do_not_mix(context: Callable[..., Context]) -> None:
    made = context(X={"properties": {"owner": {"$ref": "#/components/schemas/Y"}}}, Y={"properties": {"login": {}}})
    one = made.tree.below(SchemaRef(name="X"), "response-200-", Place("", 2, only=True))
    other = made.tree.below(SchemaRef(name="X"), "body-", Place("", 2, only=True))
    assert Parsed(one).ids == ["response-200-owner", "response-200-owner.login"]
    assert Parsed(other).ids == ["body-owner", "body-owner.login"]


def test_what_is_cut_is_linked_to(context: Callable[..., Context]) -> None:
    made = context(
        X={"properties": {"y": {"$ref": "#/components/schemas/Y"}}},
        Y={"properties": {"inner": {"properties": {"deep": {}}}}},
    )
    assert Parsed(made.tree.below(SchemaRef(name="X"), "body-", Place("", 0, only=True))).links == ["../../schemas/y/"]
    assert Parsed(made.tree.below(SchemaRef(name="X"), "body-", Place("", 1, only=True))).links == [
        "../../schemas/y/",
        "../../schemas/y/#property-inner",
    ]


def test_names_of_every_kind_are_escaped(context: Callable[..., Context]) -> None:
    names = ['"><script>x</script>', "__proto__", "constructor", "a\0b", "ü", "🎉", "x" * 400]
    html = context(X={"properties": {name: {"type": "string"} for name in names}}).tree.page(
        "X", Place("X", 0, only=True)
    )
    found = Parsed(html)
    assert {tag for tag, _ in found.elements} == {"dl", "dt", "dd", "code"}
    assert len(set(found.ids)) == len(names)
    assert "__proto__" in found.text and "\0" not in html


def test_long_enums_are_folded(context: Callable[..., Context]) -> None:
    short = context(X={"properties": {"x": {"enum": [f"v{n}" for n in range(12)]}}})
    long = context(X={"properties": {"x": {"enum": [f"v{n}" for n in range(13)]}}})
    assert "<details" not in short.tree.page("X", Place("X", 0, only=True))
    assert "One of 13 values" in long.tree.page("X", Place("X", 0, only=True))
