import json
from pathlib import Path

import pytest

from gatepost.errors import ConfigurationError, DescriptionError
from gatepost.load import load
from gatepost.model.document import Bundle
from gatepost.settings import Filter, OpenApiInput

ROOT = {"openapi": "3.1.0", "info": {"title": "A", "version": "1"}, "paths": {}}


def one(project: Path, path: str = "a.yaml", **options: object) -> Bundle:
    return load([OpenApiInput(path=path, **options)], project)[0]  # type: ignore[arg-type]


def write(project: Path, **files: object) -> None:
    for name, value in files.items():
        text = value if isinstance(value, str) else json.dumps(value)
        (project / name.replace("__", "/")).with_suffix(".yaml").write_text(text)


def test_a_description_of_one_file(tmp_path: Path) -> None:
    write(tmp_path, a=ROOT)
    bundle = one(tmp_path, id="x", title="Shown", preset="litellm")
    assert (bundle.id, bundle.title, bundle.preset, bundle.problems) == ("x", "Shown", "litellm", ())
    assert bundle.root is bundle.documents["a.yaml"]
    assert (bundle.root.specification, bundle.root.root) == ("3.1", ROOT)
    assert len(bundle.digest) == 40


def test_files_are_followed_through_folders_and_circles(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    write(
        tmp_path,
        a="openapi: 3.1.0\ninfo: {title: A, version: '1'}\npaths:\n  /a:\n    $ref: parts/b.yaml#/item\n",
        parts__b="item:\n  get:\n    responses:\n      200: {$ref: 'c%20d.yaml#/ok'}\n",
    )
    (tmp_path / "parts/c d.yaml").write_text("ok: {description: fine, x: 1}\nback: {$ref: ../a.yaml#/info}\n")
    bundle = one(tmp_path)
    assert set(bundle.documents) == {"a.yaml", "parts/b.yaml", "parts/c d.yaml"}
    item = bundle.follow("parts/b.yaml#/item", bundle.root)
    response = bundle.follow(item.value["get"]["responses"]["200"]["$ref"], item.document)
    assert response.value["description"] == "fine"
    assert str(response.document.locate(response.pointer)) == "parts/c d.yaml:1 (/ok)"


def test_the_digest_covers_every_file(tmp_path: Path) -> None:
    write(tmp_path, a={**ROOT, "paths": {"/a": {"$ref": "b.yaml"}}}, b={"get": {}})
    before = one(tmp_path).digest
    write(tmp_path, b={"put": {}})
    assert one(tmp_path).digest != before


def test_a_missing_part_is_a_problem_and_not_the_end(tmp_path: Path) -> None:
    write(tmp_path, a={**ROOT, "paths": {"/a": {"$ref": "b.yaml#/x"}, "/c": {"$ref": "c.yaml"}}}, c="a: [")
    problems = {problem.rule: problem for problem in one(tmp_path).problems}
    assert problems["file-not-found"].source.pointer == "/paths/~1a/$ref"
    assert problems["not-yaml"].source.file == "c.yaml"
    assert problems["file-not-readable"].source.file == "a.yaml"
    assert {problem.severity for problem in problems.values()} == {"error"}


def test_inputs_that_cannot_be_used_are_reported_together(tmp_path: Path) -> None:
    write(tmp_path, a="a: [", b={"openapi": "9"}, c=ROOT)
    with pytest.raises(DescriptionError) as caught:
        load([OpenApiInput(path=f"{name}.yaml") for name in "abcd"], tmp_path)
    found = [(p.source.file, p.rule, p.source.line) for p in caught.value.problems]
    assert found == [("a.yaml", "not-yaml", 2), ("b.yaml", "version-unsupported", 1), ("d.yaml", "file-not-found", 0)]


def test_a_version_as_a_number_is_a_warning(tmp_path: Path) -> None:
    write(tmp_path, a={**ROOT, "openapi": 3.1})
    assert [(p.rule, p.severity) for p in one(tmp_path).problems] == [("version-not-text", "warning")]


def test_filters_without_effect_are_warnings(tmp_path: Path) -> None:
    write(tmp_path, a={**ROOT, "paths": {"/a": {"get": {"tags": ["x"]}}}})
    bundle = one(tmp_path, exclude=Filter(tags=("x",), paths=("/b",)))
    assert [p.rule for p in bundle.problems] == ["filter-matches-nothing", "filter-keeps-nothing"]
    assert "exclude: {paths: [/b]}" in bundle.problems[0].message


def test_an_unknown_preset_is_a_configuration_error(tmp_path: Path) -> None:
    write(tmp_path, a=ROOT)
    with pytest.raises(ConfigurationError, match="litellm"):
        one(tmp_path, preset="nobody")
