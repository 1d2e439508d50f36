import pytest

from gatepost.load.fault import Fault
from gatepost.load.json_text import read_json


def fault(content: bytes) -> Fault:
    with pytest.raises(Fault) as caught:
        read_json(content)
    return caught.value


def test_numbers_keep_their_values() -> None:
    root, _ = read_json(b'{"a": 123456789012345678901234567890, "b": 1.0, "c": 0.1, "d": -0, "e": 1e300}')
    assert repr(root) == "{'a': 123456789012345678901234567890, 'b': 1.0, 'c': 0.1, 'd': 0, 'e': 1e+300}"


@pytest.mark.parametrize(
    ("content", "rule", "line", "pointer"),
    [
        (b'{"a": 1,\n "b": {"c": [1, {"d": 1,\n  "d": 2}]}}', "duplicate-key", 3, "/b/c/1/d"),
        ('{"é": "ü", "a": {"x": 1, "x": 2}}'.encode(), "duplicate-key", 1, "/a/x"),
        (b'{"a":\n NaN}', "not-json", 2, ""),
        (b'{"a": 1,\n}', "not-json", 2, ""),
        (b'{"a": "\xff"}', "not-text", 1, ""),
        (b'{"a": "\\ud800"}', "not-json", 1, ""),
        (b'{"a":\n {"b": [1, 1e999]}}', "number-too-large", 2, "/a/b/1"),
        (b'{"a": ' + b"1" * 5000 + b"}", "number-too-long", 1, ""),
        (b"[" * 300 + b"]" * 300, "too-deep", 1, ""),
    ],
)
def test_faults_name_line_and_pointer(content: bytes, rule: str, line: int, pointer: str) -> None:
    found = fault(content)
    assert (found.rule, found.line, found.pointer) == (rule, line, pointer)


def test_a_large_exponent_that_is_finite_is_no_fault() -> None:
    assert read_json(b'{"hash": "0e123", "a": 1e200}')[0]["a"] == 1e200
