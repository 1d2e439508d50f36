"""Files of the reference outlive the cleaning of the site folder exactly while they are as they were written."""

import os
from pathlib import Path

import pytest
from mkdocs.utils import clean_directory

from mkdocs_gatepost.output import Output

Files = dict[str, tuple[str, bytes | None]]
TWO: Files = {"reference/a/index.html": ("1", b"a"), "reference/b/index.html": ("1", b"b")}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site").mkdir()
    return tmp_path / "site"


def build(site: Path, files: Files, guides: tuple[str, ...] = ()) -> list[str]:
    """Build as MkDocs does; return what was written."""
    output = Output(site, ["reference"], site.parent / "cache")
    output.set_aside()
    clean_directory(str(site))
    output.put_back()
    for guide in guides:
        (site / guide).parent.mkdir(parents=True, exist_ok=True)
        (site / guide).write_text("guide")
    written = []
    for path, (digest, content) in files.items():
        if not output.holds(path, digest):
            output.write(path, digest, content)
            written.append(path)
    output.finish()
    return written


def tree(site: Path) -> dict[str, bytes]:
    return {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_a_second_build_writes_nothing(site: Path) -> None:
    assert build(site, TWO) == list(TWO)
    assert build(site, TWO) == []
    assert tree(site) == {path: content for path, (_, content) in TWO.items()}


def test_only_what_changed_is_written(site: Path) -> None:
    build(site, TWO)
    assert build(site, TWO | {"reference/b/index.html": ("2", b"B")}) == ["reference/b/index.html"]
    assert tree(site)["reference/b/index.html"] == b"B"


def test_what_is_gone_is_removed_with_its_folder(site: Path) -> None:
    build(site, TWO)
    build(site, {"reference/a/index.html": ("1", b"a")})
    assert tree(site) == {"reference/a/index.html": b"a"}
    assert not (site / "reference/b").exists()


@pytest.mark.parametrize("change", ["edit", "touch", "delete"])
def test_a_file_that_someone_else_changed_is_written_again(site: Path, change: str) -> None:
    build(site, TWO)
    path = site / "reference/a/index.html"
    if change == "edit":
        path.write_bytes(b"z")
    elif change == "touch":
        os.utime(path, ns=(1, 1))
    else:
        path.unlink()
    assert build(site, TWO) == ["reference/a/index.html"]
    assert tree(site)["reference/a/index.html"] == b"a"


def test_a_strange_file_among_them_goes(site: Path) -> None:
    build(site, TWO)
    (site / "reference/a/old.html").write_text("old")
    build(site, TWO)
    assert "reference/a/old.html" not in tree(site)


def test_guides_in_the_same_folder_are_left_to_mkdocs(site: Path) -> None:
    build(site, TWO, guides=("reference/intro/index.html",))
    assert build(site, TWO, guides=("reference/intro/index.html",)) == []
    assert "reference/intro/index.html" in tree(site)
    build(site, TWO)
    assert "reference/intro/index.html" not in tree(site)


def test_a_file_that_nothing_came_of_is_remembered(site: Path) -> None:
    files: Files = TWO | {"reference/a/contract.json": ("1", None)}
    build(site, files)
    assert build(site, files) == []
    assert "reference/a/contract.json" not in tree(site)


@pytest.mark.parametrize("record", [None, b"", b"{", b'{"reference/a/index.html": 1}'])
def test_without_a_record_all_is_built_anew(site: Path, record: bytes | None) -> None:
    build(site, TWO)
    (file,) = (site.parent / "cache").iterdir()
    if record is None:
        file.unlink()
    else:
        file.write_bytes(record)
    assert build(site, TWO) == list(TWO)
    assert sorted(tree(site)) == sorted(TWO)


def test_a_build_that_stopped_half_way_is_made_good(site: Path) -> None:
    build(site, TWO)
    output = Output(site, ["reference"], site.parent / "cache")
    output.set_aside()
    clean_directory(str(site))
    assert tree(site) == {path.replace("reference", ".gatepost-reference"): b for path, (_, b) in TWO.items() if b}
    assert build(site, TWO) == []
    assert sorted(tree(site)) == sorted(TWO)
