import json
import random
from pathlib import Path
from typing import Any

import pytest

from gatepost.errors import DescriptionError
from gatepost.load import load
from gatepost.model.document import Bundle
from gatepost.model.problem import Problem
from gatepost.settings import OpenApiInput
from gatepost.validate import validate
from gatepost.validate.walk import Walk
from tests.corpus import github, litellm, spotify


def bundle(root: object, project: Path, **parts: object) -> Bundle:
    for name, part in {"a": root, **parts}.items():
        (project / f"{name}.json").write_text(json.dumps(part))
    return load([OpenApiInput(path="a.json")], project)[0]


def test_parts_in_other_files_are_walked_as_what_they_are(tmp_path: Path) -> None:
    root = {"openapi": "3.1.0", "info": {"title": "A", "version": "1"}, "paths": {"/a": {"$ref": "b.json#/item"}}}
    part = {
        "item": {"get": {"responses": {"200": {"description": "x", "content": {"a/b": {"schema": {"type": "z"}}}}}}}
    }
    found = bundle(root, tmp_path, b=part)
    walk = Walk(found)
    assert [node.pointer for node in walk.nodes["operation"]] == ["/item/get"]
    assert [(p.rule, p.source.file) for p in validate(found)] == [("schema-dialect", "b.json")]


def test_each_object_is_met_once(tmp_path: Path) -> None:
    root = json.loads(spotify().read_bytes())
    walk = Walk(bundle(root, tmp_path))
    assert len(walk.nodes["operation"]) == len({node.pointer for node in walk.nodes["operation"]})
    assert len(walk.nodes["schema"]) == len({(node.document.file, node.pointer) for node in walk.nodes["schema"]})
    assert set(walk.targets) == {id(node.value) for node in walk.references}


@pytest.mark.parametrize("source", [github, litellm])
def test_good_descriptions_have_no_problems(source: Any) -> None:
    path = source()
    assert validate(load([OpenApiInput(path=path.name)], path.parent)[0]) == ()


def test_no_shape_of_input_breaks_the_rules(tmp_path: Path) -> None:
    """Values of the wrong type in any place end in problems, never in another exception."""
    original = spotify().read_text()
    chance = random.Random(7)
    found: list[Problem] = []
    for _ in range(25):
        root = json.loads(original)
        for _ in range(40):
            _spoil(root, chance)
        root.update(openapi=chance.choice(["3.0.3", "3.1.0", "3.2.0"]), info={})
        root["paths"] = root["paths"] if isinstance(root.get("paths"), dict) else {}
        try:
            found += validate(bundle(root, tmp_path))
        except DescriptionError as error:
            found += error.problems
    assert len(found) > 25 and all(problem.message for problem in found)


def _spoil(value: Any, chance: random.Random) -> None:
    """Put something odd somewhere below `value`."""
    odd = (None, 0, "x", [], {}, [None], {"$ref": "#/info"}, {"$ref": 1}, {"$ref": "#/paths"}, True)
    while isinstance(value, dict | list) and value:
        key = chance.choice(list(value) if isinstance(value, dict) else range(len(value)))
        if chance.random() < 0.2:
            value[key] = chance.choice(odd)
            return
        value = value[key]
