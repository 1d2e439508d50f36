import pytest

from gatepost.load.fault import Fault
from gatepost.load.yaml_text import read_yaml


def value(text: str) -> object:
    return read_yaml(text.encode())[0]


def fault(text: str) -> Fault:
    with pytest.raises(Fault) as caught:
        read_yaml(text.encode())
    return caught.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: NO", {"a": "NO"}),
        ("a: on", {"a": "on"}),
        ("a: 010", {"a": 10}),
        ("a: 12:30:00", {"a": "12:30:00"}),
        ("a: 2026-11-23", {"a": "2026-11-23"}),
        ("a: 123456789012345678901234567890", {"a": 123456789012345678901234567890}),
        ("a: '200'\n200: x", {"a": "200", "200": "x"}),
        ("~: x\ntrue: y\n1.10: z", {"~": "x", "true": "y", "1.10": "z"}),
        ("a:\r\n  - 1\r\n  - b\r\n", {"a": [1, "b"]}),
        ("a: |\n  x\n  y\nb: >-\n  x\n  y\n", {"a": "x\ny\n", "b": "x y"}),
        ("a: !!str 200\nb: !!float 2", {"a": "200", "b": 2.0}),
        ("{a: [1, {b: null}]}", {"a": [1, {"b": None}]}),
        ("just text", "just text"),
        ("", None),
    ],
)
def test_values_are_those_of_the_core_schema(text: str, expected: object) -> None:
    found = value(text)
    assert found == expected
    assert repr(found) == repr(expected)  # 1, 1.0 and True are equal, yet not the same


def test_merge_keys_fill_in_what_is_absent() -> None:
    text = "one: &one {a: 1, b: 1}\ntwo: &two {b: 2}\nx:\n  <<: [*two, *one]\n  c: 3\ny: {'<<': text}"
    found = value(text)
    assert found["x"] == {"c": 3, "b": 2, "a": 1}  # type: ignore[index]
    assert found["y"] == {"<<": "text"}  # type: ignore[index]


def test_aliases_share_what_they_name() -> None:
    found = value("a: &x {b: [1]}\nc: *x")
    assert found == {"a": {"b": [1]}, "c": {"b": [1]}}
    assert found["a"] is found["c"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("text", "rule", "line", "pointer"),
    [
        ("a:\n  b: 1\n  c: {x: 1,\n   x: 2}", "duplicate-key", 4, "/a/c/x"),
        ("'200': a\n200: b", "duplicate-key", 2, "/200"),
        ("a: 1\nb: !!python/object/apply:os.system ['true']", "yaml-tag", 2, "/b"),
        ("a: !secret x", "yaml-value", 1, "/a"),
        ("a: !!int x", "yaml-value", 1, "/a"),
        ("--- {a: 1}\n--- {b: 2}", "several-documents", 2, ""),
        ("a: &x [*x]", "yaml-alias", 1, "/a/0"),
        ("a: *x", "yaml-alias", 1, "/a"),
        ("[a]: 1", "yaml-key", 1, ""),
        ("a: &x k\n*x : 1", "yaml-key", 2, ""),
        ("a:\n  <<: 1", "yaml-merge", 3, "/a"),
        ("a:\n  - .inf", "yaml-value", 2, "/a/0"),
        ("a: 1e999", "yaml-value", 1, "/a"),
        ("a: 1\nb: c: d", "not-yaml", 2, ""),
    ],
)
def test_faults_name_line_and_pointer(text: str, rule: str, line: int, pointer: str) -> None:
    found = fault(text)
    assert (found.rule, found.pointer) == (rule, pointer)
    assert abs(found.line - line) <= (1 if rule == "yaml-merge" else 0)
    assert found.message.rstrip().endswith((".", "data."))


def test_lines_are_those_of_the_keys() -> None:
    text = "openapi: 3.1.0\npaths:\n  /a:\n    get:\n      tags:\n        - x\n        - y\n  /b: {}\n"
    _, lines = read_yaml(text.encode())
    assert [lines.line(p) for p in ("", "/paths", "/paths/~1a/get", "/paths/~1a/get/tags/1", "/paths/~1b")] == [
        1,
        2,
        4,
        7,
        8,
    ]
    assert lines.line("/paths/~1c") == lines.line("/paths/~1a/get/tags/7") == lines.line("/openapi/x") == 0


def test_lines_of_merged_members_are_where_they_were_written() -> None:
    _, lines = read_yaml(b"one: &one\n  a: 1\nx:\n  <<: *one\n  c: 3\n")
    assert (lines.line("/x/a"), lines.line("/x/c")) == (2, 5)
