"""ProperDocs, the fork that keeps plugins, builds the same site."""

import subprocess
import sys

import pytest

from tests.site.conftest import Project


def test_properdocs_builds_the_same_pages(project: Project) -> None:
    pytest.importorskip("properdocs", reason="pip install properdocs")
    expected = project.built()
    config = str(project.folder / "mkdocs.yml")
    command = [sys.executable, "-m", "properdocs", "build", "--strict", "-f", config]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    files = project.files()
    assert sorted(files) == sorted(expected)
    name = "reference/forecasts/list-forecasts/index.html"
    assert files[name].partition(b"<article")[2] == expected[name].partition(b"<article")[2]
