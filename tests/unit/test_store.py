"""The page store gives back what was put in, or nothing."""

from pathlib import Path

import pytest

from gatepost.model.address import Address
from gatepost.model.contract import Contract, ContractParameter
from gatepost.model.page import Heading, Page
from gatepost.store import PageStore


def page(name: str) -> Page:
    return Page(
        path=f"reference/{name}/",
        title=name.title(),
        body=f"<article><h1>{name}</h1></article>" * 50,
        markdown=f"# {name}",
        address=Address("operation", f"GET /{name}"),
        kind="operation",
        headings=(Heading(id="responses", text="Responses"),),
        contract=Contract(
            address=f"operation:GET /{name}",
            method="GET",
            path=f"/{name}",
            parameters=(ContractParameter(name="q", location="query", schema={"type": ["string", "null"]}),),
        ),
    )


def stored(path: Path, *names: str) -> None:
    store = PageStore(path)
    for name in names:
        store.put(name, page(name))
    store.save()
    store.close()


def test_a_page_comes_back_as_it_was(tmp_path: Path) -> None:
    stored(tmp_path / "pages", "one", "two")
    store = PageStore(tmp_path / "pages")
    assert store.get("one") == page("one")
    assert store.get("two") == page("two")
    assert store.get("three") is None
    store.close()


def test_pages_are_there_before_they_are_saved_to_disk_and_after(tmp_path: Path) -> None:
    store = PageStore(tmp_path / "pages")
    store.put("one", page("one"))
    store.save()
    assert store.get("one") == page("one")
    store.close()


def test_what_a_build_did_not_ask_for_is_dropped(tmp_path: Path) -> None:
    path = tmp_path / "pages"
    stored(path, "old", "kept", "read")
    store = PageStore(path)
    store.keep("kept")
    store.get("read")
    store.put("new", page("new"))
    store.save()
    store.close()
    after = PageStore(path)
    assert after.get("old") is None
    assert [after.get(name) == page(name) for name in ("kept", "read", "new")] == [True, True, True]
    after.close()


def test_nothing_is_written_when_nothing_changed(tmp_path: Path) -> None:
    path = tmp_path / "pages"
    stored(path, "one")
    before = path.stat().st_mtime_ns, path.stat().st_ino
    store = PageStore(path)
    store.get("one")
    store.save()
    store.close()
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before


@pytest.mark.parametrize("damage", ["empty", "cut", "flipped", "foreign", "no index"])
def test_a_damaged_file_holds_nothing(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "pages"
    stored(path, "one", "two")
    good = path.read_bytes()
    middle = len(good) // 4
    path.write_bytes(
        {
            "empty": b"",
            "cut": good[: len(good) // 2],
            "flipped": good[:middle] + bytes([good[middle] ^ 1]) + good[middle + 1 :],
            "foreign": b"SQLite format 3\0" * 100,
            "no index": good[:-12] + b"\xff" * 12,
        }[damage]
    )
    store = PageStore(path)
    assert store.get("one") is None
    store.put("one", page("one"))
    store.save()
    assert store.get("one") == page("one")
    store.close()


def test_builds_side_by_side_do_not_spoil_each_other(tmp_path: Path) -> None:
    path = tmp_path / "pages"
    first, second = PageStore(path), PageStore(path)
    first.put("one", page("one"))
    second.put("two", page("two"))
    first.save()
    second.save()
    assert first.get("one") == page("one")
    assert second.get("two") == page("two")
    first.close()
    second.close()
    assert [entry.name for entry in tmp_path.iterdir()] == ["pages"]


def test_unsaved_pages_leave_nothing_behind(tmp_path: Path) -> None:
    store = PageStore(tmp_path / "pages")
    store.put("one", page("one"))
    store.close()
    assert list(tmp_path.iterdir()) == []
