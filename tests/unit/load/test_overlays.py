"""Overlays change a description as the Overlay Specification says, and say what they could not find."""

import json
from pathlib import Path
from typing import Any

import pytest

from gatepost.errors import DescriptionError
from gatepost.load import load
from gatepost.model.document import Bundle
from gatepost.settings import OpenApiInput

BASE: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Old", "version": "1"},
    "tags": [{"name": "a"}],
    "paths": {
        "/keys": {
            "get": {"operationId": "listKeys", "tags": ["a", "b", "c"], "responses": {}},
            "post": {"operationId": "createKey", "responses": {}},
        }
    },
}


def overlaid(tmp_path: Path, *actions: dict[str, Any], version: str = "1.0.0") -> Bundle:
    (tmp_path / "gateway.json").write_text(json.dumps(BASE, indent=1))
    overlay = {"overlay": version, "info": {"title": "x", "version": "1"}, "actions": list(actions)}
    (tmp_path / "overlay.json").write_text(json.dumps(overlay, indent=1))
    return load([OpenApiInput(path="gateway.json", overlays=("overlay.json",))], tmp_path)[0]


@pytest.mark.parametrize(
    ("action", "pointer", "expected"),
    [
        ({"target": "$.info", "update": {"title": "New"}}, "/info", {"title": "New", "version": "1"}),
        ({"target": "$", "update": {"x-new": 1}}, "/x-new", 1),
        ({"target": "$.tags", "update": {"name": "b"}}, "/tags", [{"name": "a"}, {"name": "b"}]),
        ({"target": "$.tags", "update": [{"name": "b"}]}, "/tags", [{"name": "a"}, {"name": "b"}]),
        ({"target": "$.paths['/keys'].get", "update": {"tags": ["d"]}}, "/paths/~1keys/get/tags", ["a", "b", "c", "d"]),
        ({"target": "$.paths['/keys'].get.tags[?@ != 'b']", "remove": True}, "/paths/~1keys/get/tags", ["b"]),
        ({"target": "$.info.title", "update": "New"}, "/info/title", "New"),
        ({"target": "$.paths.*[?@.operationId == 'createKey']", "update": {"summary": "Make"}},
         "/paths/~1keys/post/summary", "Make"),
        ({"target": "$.paths['/keys'].post", "copy": "$.paths['/keys'].get.tags[0]"}, "/paths/~1keys/post", "a"),
    ],
)  # fmt: skip
def test_actions(tmp_path: Path, action: dict[str, Any], pointer: str, expected: Any) -> None:
    bundle = overlaid(tmp_path, action, version="1.1.0")
    assert bundle.root.at(pointer) == expected
    assert not [problem for problem in bundle.problems if problem.rule.startswith("overlay")]


def test_removing_an_operation_leaves_the_lines_of_the_rest(tmp_path: Path) -> None:
    bundle = overlaid(tmp_path, {"target": "$.paths['/keys'].get", "remove": True})
    assert list(bundle.root.at("/paths/~1keys")) == ["post"]
    line = bundle.root.locate("/paths/~1keys/post").line
    assert "post" in (tmp_path / "gateway.json").read_text().splitlines()[line - 1]


@pytest.mark.parametrize(
    ("action", "rule", "said"),
    [
        ({"target": "$.paths['/key']", "update": {}}, "overlay-matches-nothing", "Did you mean `/keys`"),
        (
            {"target": "$.paths.*[?@.operationId == 'makeKey']", "update": {}},
            "overlay-matches-nothing",
            "`createKey`",
        ),
        ({"target": "$.paths["}, "overlay-action", "is not JSONPath"),
        ({"update": {}}, "overlay-action", "has a `target`"),
        ({"target": "$.info"}, "overlay-action", "does nothing"),
        ({"target": "$.info", "remove": False}, "overlay-action", "does nothing"),
    ],
)
def test_what_an_overlay_does_not_find_is_told(tmp_path: Path, action: dict[str, Any], rule: str, said: str) -> None:
    (problem,) = [problem for problem in overlaid(tmp_path, action).problems if problem.rule.startswith("overlay")]
    assert problem.rule == rule and said in problem.message
    assert problem.source.file == "overlay.json" and problem.source.line > 0


def test_what_is_no_overlay_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DescriptionError, match=r"overlay\.json.*overlay: 1\.0\.0"):
        overlaid(tmp_path, version="2.0.0")
    with pytest.raises(DescriptionError, match="file-not-found"):
        load([OpenApiInput(path="gateway.json", overlays=("absent.json",))], tmp_path)


def test_another_overlay_makes_another_digest(tmp_path: Path) -> None:
    one = overlaid(tmp_path, {"target": "$.info", "update": {"title": "New"}})
    other = overlaid(tmp_path, {"target": "$.info", "update": {"title": "Newer"}})
    assert one.digest != other.digest
    assert set(one.added) == {"overlay.json"}
