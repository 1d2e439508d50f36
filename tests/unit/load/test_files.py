import os
from pathlib import Path

import pytest

from gatepost.load import files
from gatepost.load.fault import Fault
from gatepost.load.files import read_bytes, relative_name


@pytest.fixture
def project(tmp_path: Path) -> Path:
    project = tmp_path / "project"
    (project / "specs").mkdir(parents=True)
    (project / "specs/a.yaml").write_text("inside")
    (tmp_path / "secret.yaml").write_text("secret")
    (tmp_path / "project-other").mkdir()
    (tmp_path / "project-other/b.yaml").write_text("secret")
    return project


def test_files_of_the_project_are_read(project: Path) -> None:
    (project / "link.yaml").symlink_to("specs/a.yaml")
    assert read_bytes("specs/a.yaml", project) == read_bytes("link.yaml", project) == b"inside"
    assert relative_name(str(project / "specs/a.yaml"), project) == "specs/a.yaml"
    assert relative_name("specs/../specs/./a.yaml", project) == "specs/a.yaml"


@pytest.mark.parametrize(
    "path", ["../secret.yaml", "/etc/passwd", "specs/../../secret.yaml", "../project-other/b.yaml"]
)
def test_names_outside_are_refused(project: Path, path: str) -> None:
    with pytest.raises(Fault, match=r"outside the project") as caught:
        relative_name(path, project)
    assert path in caught.value.message


def test_links_out_of_the_project_are_refused(project: Path) -> None:
    (project / "file.yaml").symlink_to("../secret.yaml")
    (project / "folder").symlink_to("..")
    for name in ("file.yaml", "folder/secret.yaml"):
        with pytest.raises(Fault, match="outside the project"):
            read_bytes(name, project)


def test_what_is_no_regular_file_is_refused(project: Path) -> None:
    os.mkfifo(project / "pipe.yaml")
    for name, rule in (
        ("pipe.yaml", "file-not-readable"),
        ("specs", "file-not-readable"),
        ("none.yaml", "file-not-found"),
        ("a\0b", "file-not-found"),
    ):
        with pytest.raises(Fault) as caught:
            read_bytes(name, project)
        assert caught.value.rule == rule


def test_large_files_are_refused_before_they_are_read(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_FILE_BYTES", 3)
    with pytest.raises(Fault, match="at most 3") as caught:
        read_bytes("specs/a.yaml", project)
    assert caught.value.rule == "file-too-large"
