"""From descriptions to pages, without any host."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from gatepost import pipeline
from gatepost.contents import remembered, state_of_folder
from gatepost.errors import ConfigurationError, DescriptionError
from gatepost.settings import Filter, GatewaySettings, OpenApiInput, ReferenceSettings, SandboxSettings
from gatepost.stand_in import serve_sandbox

DESCRIPTION: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Gateway", "version": "1"},
    "tags": [{"name": "Models"}],
    "paths": {
        "/models": {
            "get": {
                "tags": ["Models"],
                "operationId": "listModels",
                "summary": "List models",
                "description": "All `models` that [callers](https://e.example) see.\n\nMore.",
                "responses": {"200": {"description": "Models."}},
            }
        }
    },
}
PAGE = "reference/models/list-models/"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write(tmp_path, DESCRIPTION)
    return tmp_path


@pytest.fixture(autouse=True)
def _still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody edits Gatepost between two builds of a test."""
    monkeypatch.setattr(pipeline, "state_of_folder", lambda folder, without=(): "as it is")


def write(project: Path, description: dict[str, Any]) -> None:
    (project / "gateway.json").write_text(json.dumps(description))


def settings(**more: Any) -> GatewaySettings:
    return GatewaySettings(openapi=(OpenApiInput(path="gateway.json", **more),))


def built(project: Path, options: GatewaySettings | None = None, **more: Any) -> pipeline.Built:
    return pipeline.build(options or settings(), ReferenceSettings(), project, **more)


def was_remembered(build: pipeline.Built) -> bool:
    return "made" not in vars(build)


def test_pages_come_in_the_order_of_the_outlines(project: Path) -> None:
    build = built(project)
    pages = list(build.pages())
    assert [page.path for page in pages] == [outline.path for outline in build.outlines]
    assert {page.path: page.digest for page in pages} == {page.path: build.digest(page.path) for page in pages}
    assert build.problems == ()


def test_words_for_a_search_are_plain(project: Path) -> None:
    build = built(project)
    assert build.text(PAGE) == "All models that callers see."
    build.close()


def test_a_second_build_remembers_and_gives_the_same(project: Path) -> None:
    first = built(project)
    pages = list(first.pages())
    second = built(project)
    assert not was_remembered(first)
    assert was_remembered(second)
    assert (second.outlines, dict(second.navigation), second.problems) == (
        first.outlines,
        dict(first.navigation),
        first.problems,
    )
    assert list(second.pages()) == pages
    assert was_remembered(second)


def test_a_page_that_is_not_in_the_store_is_rendered(project: Path) -> None:
    (page,) = [page for page in built(project).pages() if page.path == PAGE]
    (project / ".cache/gatepost/pages").unlink()
    build = built(project)
    assert was_remembered(build)
    assert build.page(PAGE) == page
    build.close()


@pytest.mark.parametrize("what", ["description", "option", "reference option", "no cache"])
def test_what_changed_is_made_again(project: Path, what: str) -> None:
    list(built(project).pages())
    options, reference = settings(), ReferenceSettings()
    if what == "description":
        write(project, DESCRIPTION | {"info": {"title": "Another", "version": "2"}})
    elif what == "option":
        options = settings(exclude=Filter(paths=("/nothing",)))
    elif what == "reference option":
        reference = ReferenceSettings(title="API")
    else:
        options = msgspec.structs.replace(options, cache="")
    build = pipeline.build(options, reference, project)
    assert not was_remembered(build)
    build.close()


def test_authors_get_nothing_remembered(project: Path) -> None:
    list(built(project).pages())
    assert not was_remembered(built(project, authoring=True))


def test_a_damaged_memory_is_no_memory(project: Path) -> None:
    list(built(project).pages())
    file = project / ".cache/gatepost/contents"
    for damage in (b"", file.read_bytes()[:-1], b"\xc1"):
        file.write_bytes(damage)
        assert remembered(file, "", project) is None
        build = built(project)
        assert not was_remembered(build)
        build.close()


def test_problems_are_remembered_with_their_places(project: Path) -> None:
    options = settings(exclude=Filter(paths=("/nothing",)))
    first = built(project, options)
    list(first.pages())
    second = built(project, options)
    assert was_remembered(second)
    assert [str(problem) for problem in second.problems] == [str(problem) for problem in first.problems]
    assert "filter-matches-nothing" in str(second.problems[0])
    second.close()


def test_an_unknown_page_is_a_key_error(project: Path) -> None:
    build = built(project)
    with pytest.raises(KeyError):
        build.page("reference/nothing/")
    build.close()


def test_a_retired_build_has_no_pages(project: Path) -> None:
    build = built(project, authoring=True)
    build.page(PAGE)
    build.retire()
    with pytest.raises(KeyError):
        build.page(PAGE)


def test_a_bad_description_is_an_error_or_a_list(project: Path) -> None:
    (project / "gateway.json").write_text("{")
    with pytest.raises(DescriptionError):
        built(project)
    (problem, *_) = pipeline.check(settings(), project)
    assert (problem.severity, problem.source.file) == ("error", "gateway.json")


def test_a_sandbox_of_bad_behaviours_is_a_configuration_error(project: Path) -> None:
    (project / "behaviours").mkdir()
    (project / "behaviours/wrong.py").write_text("this is not Python")
    bundles = pipeline.read(settings(), project)
    with pytest.raises(ConfigurationError, match="gatepost/sandbox"):
        serve_sandbox(bundles, SandboxSettings(behaviours="behaviours"), project)


def test_the_state_of_a_folder_changes_with_its_files(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("a")
    before = state_of_folder(tmp_path)
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__/a.pyc").write_text("x")
    assert state_of_folder(tmp_path) == before
    (tmp_path / "a.html").write_text("ab")
    assert state_of_folder(tmp_path) != before


def test_a_folder_that_is_left_out_does_not_count(tmp_path: Path) -> None:
    before = state_of_folder(tmp_path, without=("pyodide",))
    (tmp_path / "pyodide").mkdir()
    (tmp_path / "pyodide/python.wasm").write_bytes(b"x")
    assert state_of_folder(tmp_path, without=("pyodide",)) == before
    assert state_of_folder(tmp_path) != before
