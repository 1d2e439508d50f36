from gatepost.load.yaml_lines import YamlLines


def test_the_line_is_found_by_the_place_of_the_key() -> None:
    lines = YamlLines({"a": 1, "b/c": [True, {"d": None}]}, [1, 1, [2, 3, [4, 5]]])
    assert [lines.line(p) for p in ("", "/a", "/b~1c", "/b~1c/0", "/b~1c/1", "/b~1c/1/d")] == [1, 1, 2, 3, 4, 5]
    assert [lines.line(p) for p in ("/x", "/a/b", "/b~1c/2", "/b~1c/x")] == [0, 0, 0, 0]
