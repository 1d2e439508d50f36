import json
from pathlib import Path

import pytest

from gatepost.errors import DescriptionError
from gatepost.load import load
from gatepost.model.document import Bundle
from gatepost.settings import OpenApiInput
from gatepost.validate import validate, verdicts
from gatepost.validate.walk import Walk

ROOT = {"openapi": "3.1.0", "info": {"title": "A"}, "paths": {"/a/{b}": {"get": {}}}}


def bundle(project: Path, root: object = ROOT) -> Bundle:
    (project / "a.json").write_text(json.dumps(root, indent=1))
    return load([OpenApiInput(path="a.json")], project)[0]


def test_a_verdict_is_found_once_for_each_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    walks: list[Bundle] = []
    monkeypatch.setattr(verdicts, "Walk", lambda bundle: (walks.append(bundle), Walk(bundle))[1])
    first = validate(bundle(tmp_path), tmp_path / "cache")
    second = validate(bundle(tmp_path), tmp_path / "cache")
    assert len(walks) == 1
    assert [problem.as_json() for problem in first] == [problem.as_json() for problem in second]
    assert {problem.rule for problem in first} == {"structure", "path-parameter-missing"}
    assert all(problem.source.line for problem in second)
    validate(bundle(tmp_path, {**ROOT, "tags": []}), tmp_path / "cache")
    assert len(walks) == 2


@pytest.mark.parametrize("content", ["", "[", '[["a"]]', '[["r","error","m","other.json",""]]'])
def test_a_damaged_verdict_is_found_anew(tmp_path: Path, content: str) -> None:
    expected = validate(bundle(tmp_path), tmp_path / "cache")
    (entry,) = (tmp_path / "cache").iterdir()
    entry.write_text(content)
    assert len(validate(bundle(tmp_path), tmp_path / "cache")) == len(expected)


def test_equal_ids_stop_the_build_from_the_cache_too(tmp_path: Path) -> None:
    operations = {name: {"get": {"operationId": identifier}} for name, identifier in (("/a", "list"), ("/b", "List"))}
    broken = bundle(tmp_path, {**ROOT, "paths": operations})
    for _ in range(2):
        with pytest.raises(DescriptionError, match=r"GET /a \('list'\) and GET /b \('List'\)"):
            validate(broken, tmp_path / "cache")


def test_problems_of_reading_are_part_of_the_verdict(tmp_path: Path) -> None:
    found = validate(bundle(tmp_path, {**ROOT, "paths": {"/a": {"$ref": "http://localhost/x.json"}}}))
    assert [problem.rule for problem in found].count("remote-reference") == 1
    assert "reference-unresolvable" not in [problem.rule for problem in found]
