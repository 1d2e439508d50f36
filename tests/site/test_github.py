"""Promises that only show at the size of a real gateway: GitHub's description."""

import json
from pathlib import Path
from typing import Any

import pytest

from gatepost import Built, GatewaySettings, ReferenceSettings, build
from gatepost.settings import OpenApiInput
from tests import corpus


def built(folder: Path, description: dict[str, Any]) -> Built:
    folder.mkdir()
    (folder / "gateway.json").write_text(json.dumps(description))
    return build(GatewaySettings(openapi=(OpenApiInput(path="gateway.json"),), cache=""), ReferenceSettings(), folder)


@pytest.fixture(scope="module")
def description() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(corpus.github().read_bytes())
    return found


def test_a_new_operation_leaves_all_others_as_they_are(description: dict[str, Any], tmp_path: Path) -> None:
    added = {
        "operationId": "repos/start-orbit",
        "tags": ["repos"],
        "summary": "Start an orbit",
        "responses": {"204": {"description": "Started."}},
    }
    grown = {**description, "paths": {**description["paths"], "/orbits": {"post": added}}}
    before, after = built(tmp_path / "before", description), built(tmp_path / "after", grown)
    old = {outline.path: outline for outline in before.outlines}
    new = {outline.path: outline for outline in after.outlines}
    assert new.keys() - old.keys() == {"reference/repos/start-orbit/"}
    assert not old.keys() - new.keys()
    operations = [path for path, outline in old.items() if outline.kind == "operation"]
    assert len(operations) == 1223
    assert [path for path in operations if before.digest(path) != after.digest(path)] == []


def test_an_edited_operation_changes_its_own_page(description: dict[str, Any], tmp_path: Path) -> None:
    item = description["paths"]["/repos/{owner}/{repo}"]
    edited = {**item, "get": {**item["get"], "description": "Another description."}}
    changed = {**description, "paths": {**description["paths"], "/repos/{owner}/{repo}": edited}}
    before, after = built(tmp_path / "before", description), built(tmp_path / "after", changed)
    paths = [outline.path for outline in before.outlines]
    different = [path for path in paths if before.digest(path) != after.digest(path)]
    assert [path for path in different if path.count("/") > 2] == ["reference/repos/get/"]
    rewritten = [path for path in different if before.page(path).body != after.page(path).body]
    assert rewritten == ["reference/repos/", "reference/repos/get/"], "the group shows the first sentence"
