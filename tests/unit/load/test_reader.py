from pathlib import Path

import pytest

from gatepost.load import reader
from gatepost.load.fault import Fault
from gatepost.load.reader import read_document
from gatepost.load.yaml_text import read_yaml

TEXT = b"a: &x [1, 123456789012345678901234567890]\nb:\n  c: *x\n"


def test_yaml_is_parsed_once_for_each_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[bytes] = []
    monkeypatch.setattr(reader, "read_yaml", lambda text: (calls.append(text), read_yaml(text))[1])
    first = read_document("a.yaml", TEXT, tmp_path)
    second = read_document("b.yaml", TEXT, tmp_path)
    assert len(calls) == 1
    assert first.root == second.root == read_yaml(TEXT)[0]
    assert [second.lines.line(p) for p in ("", "/a/1", "/b", "/b/c")] == [1, 1, 2, 3]
    assert first.digest == second.digest


@pytest.mark.parametrize("content", [b"", b"gatepost 1\n{", b"gatepost 0\n{}\n1", b"\xff\n\n"])
def test_a_damaged_cache_is_read_anew(tmp_path: Path, content: bytes) -> None:
    expected = read_document("a.yaml", TEXT, tmp_path)
    (entry,) = tmp_path.glob("yaml-*.json")
    entry.write_bytes(content)
    assert read_document("a.yaml", TEXT, tmp_path).root == expected.root
    assert entry.read_bytes() != content


def test_json_is_read_as_json_whatever_the_name() -> None:
    assert read_document("a.yaml", b'\n {"a": 1}', None).root == {"a": 1}
    assert read_document("a.yaml", b"{a: 1}", None).root == {"a": 1}
    with pytest.raises(Fault, match="Not JSON"):
        read_document("a.json", b"{a: 1}", None)
    with pytest.raises(Fault, match="twice"):
        read_document("a.yaml", b'{"a": 1, "a": 2}', None)


def test_an_empty_file_is_a_fault() -> None:
    with pytest.raises(Fault, match="empty"):
        read_document("a.yaml", b" \n", None)
