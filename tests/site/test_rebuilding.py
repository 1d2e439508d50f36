"""Builds are repeatable, and a build on top of another is as good as one from nothing."""

import copy
import os
import shutil
from pathlib import Path

import pytest

from tests.site.conftest import DESCRIPTION, Project


def state(files: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in files.rglob("*") if path.is_file()}


def test_two_builds_are_byte_identical(project: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = Project(tmp_path_factory.mktemp("other"))
    assert project.built() == other.built()


def test_a_second_build_leaves_the_reference_untouched(project: Project) -> None:
    files = project.built()
    before = state(project.site / "reference")
    assert project.built() == files
    assert state(project.site / "reference") == before


@pytest.mark.parametrize("kept", ["all", "no cache", "no site"])
def test_a_build_on_top_of_an_older_one_equals_a_clean_one(project: Project, kept: str) -> None:
    changed = copy.deepcopy(DESCRIPTION)
    del changed["paths"]["/keys"]
    changed["paths"]["/forecasts"]["get"]["summary"] = "All forecasts"
    project.built()
    if kept == "no cache":
        shutil.rmtree(project.folder / ".cache")
    elif kept == "no site":
        shutil.rmtree(project.site)
    project.describe(changed)
    on_top = project.built()
    shutil.rmtree(project.site)
    shutil.rmtree(project.folder / ".cache")
    assert on_top == project.built()


def test_another_theme_setting_reaches_every_page(project: Project) -> None:
    project.built()
    config = (project.folder / "mkdocs.yml").read_text()
    project.write("mkdocs.yml", config.replace("site_name: Weather", "site_name: Climate"))
    files = project.built()
    assert all(b"Climate" in content for name, content in files.items() if name.endswith("index.html"))


def test_a_new_operation_changes_no_other(project: Project) -> None:
    before = project.built()
    more = copy.deepcopy(DESCRIPTION)
    more["paths"]["/alerts"] = {
        "get": {"tags": ["Alerts"], "operationId": "listAlerts", "responses": {"200": {"description": "Alerts."}}}
    }
    project.describe(more)
    after = project.built()
    for name in before:
        if name.startswith("reference/") and name.endswith(("index.md", "contract.json")) and name.count("/") == 3:
            assert after[name] == before[name], name
    assert "reference/alerts/list-alerts/index.html" in after


def test_editing_one_operation_writes_what_shows_it(project: Project) -> None:
    project.built()
    before = state(project.site / "reference")
    changed = copy.deepcopy(DESCRIPTION)
    changed["paths"]["/keys"]["post"]["description"] = "Now with a description."
    project.describe(changed)
    project.built()
    after = state(project.site / "reference")
    written = {os.path.relpath(path, project.site) for path in after if after[path] != before.get(path)}
    assert "reference/keys/create-key/index.html" in written
    assert "reference/forecasts/list-forecasts/index.html" not in written
    assert "reference/schemas/forecast/index.html" not in written


def test_a_broken_description_stops_the_build_before_anything_is_written(project: Project) -> None:
    files = project.built()
    before = state(project.site)
    project.write("specs/gateway.yaml", "openapi: 3.1.0\ninfo: {title: A, title: B}\n")
    result = project.build()
    assert result.exit_code == 1
    assert "specs/gateway.yaml:2" in result.output
    assert "Traceback" not in result.output
    assert state(project.site) == before
    project.describe(DESCRIPTION)
    assert project.built() == files


def test_a_missing_description_is_named(project: Project) -> None:
    (project.folder / "specs/gateway.yaml").unlink()
    result = project.build()
    assert result.exit_code == 1
    assert "specs/gateway.yaml" in result.output
    assert "Traceback" not in result.output
