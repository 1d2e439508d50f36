import json
import time

from gatepost.load.json_lines import JsonLines
from gatepost.model.source import escape
from tests.corpus import github

TEXT = """{
  "openapi": "3.1.0", "info": {},
  "paths": {
    "/a~b": {"get": {"tags": ["x",
      "y"], "parameters": [
        {"name": "q"}]
    }},
    "esc\\u0061ped": [[], {},
      1.5e3, "},]{["]
  }
}
"""


def test_each_node_has_the_line_of_its_key() -> None:
    lines = JsonLines(TEXT.encode())
    expected = {
        "": 1,
        "/openapi": 2,
        "/info": 2,
        "/paths": 3,
        "/paths/~1a~0b/get": 4,
        "/paths/~1a~0b/get/tags/1": 5,
        "/paths/~1a~0b/get/parameters/0": 6,
        "/paths/escaped/2": 9,
        "/paths/escaped/3": 9,
    }
    assert {pointer: lines.line(pointer) for pointer in reversed(expected)} == expected


def test_pointers_that_lead_nowhere_have_no_line() -> None:
    lines = JsonLines(TEXT.encode())
    assert [lines.line(p) for p in ("/x", "/openapi/x", "/paths/escaped/9", "/info/x/y")] == [0, 0, 0, 0]
    assert JsonLines(b" 1").line("") == 1


def test_every_line_of_a_whole_document_is_found() -> None:
    value = {"a": [{"b": i, "c": [i, {"d": "é"}]} for i in range(5)], "e": {}, "f": []}
    text = json.dumps(value, indent=1, ensure_ascii=False)
    lines, rows = JsonLines(text.encode()), text.split("\n")
    for index in range(5):
        assert f'"b": {index}' in rows[lines.line(f"/a/{index}/b") - 1]
        assert '"d"' in rows[lines.line(f"/a/{index}/c/1/d") - 1]


def test_all_operations_of_github_are_found_in_little_time() -> None:
    content = github().read_bytes()
    paths = json.loads(content)["paths"]
    pointers = [(path, method) for path, item in paths.items() for method in item if method != "parameters"]
    lines, rows = JsonLines(content), content.split(b"\n")
    start = time.process_time()
    found = [lines.line(f"/paths/{escape(path)}/{method}") for path, method in pointers]
    assert time.process_time() - start < 0.8
    assert len(found) > 1100
    assert found == sorted(found)
    assert all(f'"{method}": {{'.encode() in rows[line - 1] for (_, method), line in zip(pointers, found, strict=True))
