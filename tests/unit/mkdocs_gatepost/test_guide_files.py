"""Guides are read and saved as they are, and nothing else is."""

import os
from pathlib import Path

import pytest

from mkdocs_gatepost.guide_files import CannotEditError, ChangedError, GuideFiles


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    (folder / "below").mkdir(parents=True)
    (folder / "a.md").write_bytes(b"# A\n")
    (folder / "below/b.md").write_bytes(b"\xef\xbb\xbf# B\r\n\r\nText.\r\n")
    (folder / "latin.md").write_bytes(b"caf\xe9\n")
    (folder / "picture.svg").write_bytes(b"<svg/>")
    (tmp_path / "outside.md").write_bytes(b"secret\n")
    (folder / "linked.md").symlink_to(tmp_path / "outside.md")
    return folder


@pytest.fixture
def files(docs: Path) -> GuideFiles:
    names = ("a.md", "below/b.md", "latin.md", "picture.svg", "linked.md", "gone.md")
    return GuideFiles(docs, {name: str(docs / name) for name in names})


def test_a_saved_guide_is_what_was_sent(files: GuideFiles, docs: Path) -> None:
    os.chmod(docs / "a.md", 0o640)
    saved = files.save("a.md", "# A\n\nMore.\n", files.read("a.md").version)
    assert (docs / "a.md").read_bytes() == b"# A\n\nMore.\n"
    assert files.read("a.md") == saved
    assert (docs / "a.md").stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in docs.iterdir() if path.name.startswith(".")) == []


def test_a_guide_that_somebody_changed_stays_as_it_is(files: GuideFiles, docs: Path) -> None:
    before = files.read("a.md")
    (docs / "a.md").write_bytes(b"# Theirs\n")
    with pytest.raises(ChangedError) as changed:
        files.save("a.md", "# Mine\n", before.version)
    assert changed.value.now.text == "# Theirs\n"
    assert (docs / "a.md").read_bytes() == b"# Theirs\n"
    files.save("a.md", "# Mine\n", changed.value.now.version)
    assert (docs / "a.md").read_bytes() == b"# Mine\n"


def test_marks_and_ends_of_lines_stay_those_of_the_file(files: GuideFiles, docs: Path) -> None:
    edition = files.read("below/b.md")
    assert edition.text == "# B\n\nText.\n"
    files.save("below/b.md", "# B\n\nText.\n\nMore.\n", edition.version)
    assert (docs / "below/b.md").read_bytes() == b"\xef\xbb\xbf# B\r\n\r\nText.\r\n\r\nMore.\r\n"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../outside.md", "no guide"),
        ("/etc/passwd", "no guide"),
        ("unknown.md", "no guide"),
        ("linked.md", "not in the docs folder"),
        ("picture.svg", "no Markdown"),
        ("latin.md", "not UTF-8"),
        ("gone.md", "cannot be read"),
    ],
)
def test_nothing_else_is_read_or_written(files: GuideFiles, docs: Path, name: str, reason: str) -> None:
    with pytest.raises(CannotEditError, match=reason):
        files.read(name)
    with pytest.raises(CannotEditError, match=reason):
        files.save(name, "x", "")
    assert (docs.parent / "outside.md").read_bytes() == b"secret\n"
    assert (docs / "latin.md").read_bytes() == b"caf\xe9\n"
