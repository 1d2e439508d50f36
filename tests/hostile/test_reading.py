"""HOSTILE.md cases 7 and 9 to 18, as far as they concern reading and validating."""

import codecs
import json
import resource
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gatepost.errors import DescriptionError
from gatepost.load import load
from gatepost.model.document import Bundle
from gatepost.model.problem import Problem
from gatepost.settings import OpenApiInput
from gatepost.validate import validate

HEAD = {"openapi": "3.1.0", "info": {"title": "A", "version": "1"}}
YAML_HEAD = "openapi: 3.1.0\ninfo: {title: A, version: '1'}\npaths: {}\n"


def read(project: Path, content: str | bytes | dict[str, object], name: str = "a.yaml") -> Bundle:
    if isinstance(content, dict):
        content = json.dumps(content)
    (project / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return load([OpenApiInput(path=name)], project)[0]


def refusal(project: Path, content: str | bytes, name: str = "a.yaml") -> Problem:
    with pytest.raises(DescriptionError) as caught:
        read(project, content, name)
    (problem,) = caught.value.problems
    return problem


def with_reference(reference: str) -> dict[str, object]:
    return {**HEAD, "paths": {}, "components": {"schemas": {"A": {"$ref": reference}}}}


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of all files that are opened, and of all hosts that are asked for."""
    names: list[str] = []

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if active and (event == "open" or event.startswith("socket.")):
            names.append(f"{event} {arguments[0]}")

    active = [True]
    sys.addaudithook(watch)
    yield names
    active.clear()


# 7
@pytest.mark.parametrize(("one", "two"), [("listModels", "LISTMODELS"), ("straße", "STRASSE"), ("a", "a")])
def test_ids_that_are_equal_ignoring_case_stop_the_build(tmp_path: Path, one: str, two: str) -> None:
    operations = {f"/{index}": {"get": {"operationId": name}} for index, name in enumerate((one, two))}
    bundle = read(tmp_path, {**HEAD, "paths": operations})
    with pytest.raises(DescriptionError) as caught:
        validate(bundle)
    assert f"'{one}'" in str(caught.value)
    assert f"'{two}'" in str(caught.value)


def test_an_empty_id_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(DescriptionError, match="GET /a is empty"):
        validate(read(tmp_path, {**HEAD, "paths": {"/a": {"get": {"operationId": ""}}}}))


# 9
@pytest.mark.parametrize(
    "reference",
    [
        "file:///etc/passwd",
        "FILE:/etc/passwd",
        "/etc/passwd",
        "../../secret.yaml",
        "%2e%2e/secret.yaml#/a",
        "..%2Fsecret.yaml",
        "x/../../secret.yaml",
        "link.yaml",
        "folder/secret.yaml",
        "\\\\host\\share\\a.yaml",
    ],
)
def test_files_outside_the_project_are_refused_by_name(tmp_path: Path, opened: list[str], reference: str) -> None:
    project = tmp_path / "project"
    project.mkdir()
    (tmp_path / "secret.yaml").write_text("password: hunter2")
    (project / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    (project / "folder").symlink_to(tmp_path)
    opened.clear()
    bundle = read(project, with_reference(reference))
    problems = validate(bundle)
    assert [problem.rule for problem in problems] == ["file-outside-project"]
    assert problems[0].source.pointer == "/components/schemas/A/$ref"
    assert list(bundle.documents) == ["a.yaml"]
    assert not [name for name in opened if "secret" in name or "passwd" in name]
    assert "hunter2" not in problems[0].message


def test_the_description_itself_may_not_lie_outside(tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()
    (tmp_path / "a.yaml").write_text(YAML_HEAD)
    with pytest.raises(DescriptionError, match="outside the project"):
        load([OpenApiInput(path="../a.yaml")], tmp_path / "project")


# 10
@pytest.mark.parametrize(
    "reference",
    [
        "http://169.254.169.254/latest/meta-data",
        "http://localhost:1/x.yaml#/a",
        "https://example.com/a",
        "//host/a.yaml",
    ],
)
def test_nothing_is_fetched(tmp_path: Path, opened: list[str], monkeypatch: pytest.MonkeyPatch, reference: str) -> None:
    monkeypatch.setattr(socket, "socket", None)
    (problem,) = validate(read(tmp_path, with_reference(reference)))
    assert problem.rule in ("remote-reference", "file-outside-project")
    assert reference in problem.message
    assert not [name for name in opened if name.startswith("socket.")]


# 11
def test_circles_and_long_chains_of_references_end(tmp_path: Path) -> None:
    chain: dict[str, object] = {f"S{n}": {"$ref": f"#/components/schemas/S{n + 1}"} for n in range(10_000)}
    nest: dict[str, object] = {
        f"N{n}": {"properties": {"a": {"$ref": f"#/components/schemas/N{n + 1}"}}, "default": {"a": {}}}
        for n in range(3_000)
    }
    schemas = {**chain, "S10000": {"$ref": "#/components/schemas/S0"}, **nest, "N3000": {"type": "object"}}
    start = time.process_time()
    problems = validate(read(tmp_path, {**HEAD, "paths": {}, "components": {"schemas": schemas}}))
    assert time.process_time() - start < 4
    assert {problem.rule for problem in problems} == {"reference-circle"}
    assert len(problems) == 21


# 13
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of memory is read from /proc")
def test_an_alias_bomb_is_refused_in_little_time_and_memory(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(BOMB)
    code = (
        "import re, sys, time; from pathlib import Path; from gatepost.load import load\n"
        "from gatepost.errors import DescriptionError; from gatepost.settings import OpenApiInput\n"
        "start = time.process_time()\n"
        "try: load([OpenApiInput(path='a.yaml')], Path(sys.argv[1]))\n"
        "except DescriptionError as error: print(error)\n"
        "seconds = time.process_time() - start\n"
        # Not ru_maxrss: that of a child begins with the size of its parent.
        "print(seconds, re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True)
    message, figures = done.stdout.strip().split("\n")
    seconds, kilobytes = (float(figure) for figure in figures.split())
    assert "too-many-nodes" in message
    assert message.startswith("a.yaml:")
    assert seconds < 1
    assert kilobytes < 200_000


# 14
@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("[" * 5000 + "]" * 5000, "a.json"),
        ('{"a":' * 5000 + "1" + "}" * 5000, "a.json"),
        ("[" * 5000 + "]" * 5000, "a.yaml"),
        ("\n".join(" " * n + "a:" for n in range(5000)), "a.yaml"),
        ("- " * 5000 + "x", "a.yaml"),
    ],
)
def test_deep_nesting_is_a_clear_error(tmp_path: Path, content: str, name: str) -> None:
    problem = refusal(tmp_path, content, name)
    assert problem.rule == "too-deep"
    assert "200 levels" in problem.message


# 15
@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (f"{YAML_HEAD}x-a: !!python/object/apply:os.system ['touch pwned']\n", "yaml-tag"),
        (f"{YAML_HEAD}x-a: !!python/name:os.system\n", "yaml-value"),
        (f"{YAML_HEAD}x-a: !include secret.yaml\n", "yaml-value"),
        (f"{YAML_HEAD}---\n{YAML_HEAD}", "several-documents"),
        (f"{YAML_HEAD}x-a: \0\n", "not-text"),
        (f"{YAML_HEAD}x-a: ".encode() + b"\xff\xfe\n", "not-text"),
    ],
)
def test_what_is_not_plain_yaml_is_refused_with_its_line(tmp_path: Path, content: str | bytes, rule: str) -> None:
    problem = refusal(tmp_path, content)
    assert (problem.rule, problem.source.line) == (rule, 4)
    assert not (tmp_path / "pwned").exists()


@pytest.mark.parametrize(
    "content",
    [
        codecs.BOM_UTF8 + YAML_HEAD.encode(),
        YAML_HEAD.encode("utf-16"),
        YAML_HEAD.encode("utf-32"),
        YAML_HEAD.replace("\n", "\r\n").encode(),
    ],
)
def test_marks_and_line_ends_make_no_difference(tmp_path: Path, content: bytes) -> None:
    bundle = read(tmp_path, content)
    assert bundle.root.root == {**HEAD, "paths": {}}
    assert bundle.root.lines.line("/paths") == 3


# 16
def test_words_of_yaml_1_1_are_text(tmp_path: Path) -> None:
    text = f"{YAML_HEAD}x-a: [NO, on, y, 12:30:00, 2026-11-23, 0b1, 1_000]\nx-b: {{200: ok, 1.10: v, 010: w}}\n"
    root = read(tmp_path, text).root.root
    assert root["x-a"] == ["NO", "on", "y", "12:30:00", "2026-11-23", "0b1", "1_000"]
    assert root["x-b"] == {"200": "ok", "1.10": "v", "010": "w"}


@pytest.mark.parametrize(
    ("content", "name"),
    [(f"{YAML_HEAD}paths: {{}}\n", "a.yaml"), ('{"openapi": "3.1.0",\n"a": 1,\n\n"a": 2}', "a.json")],
)
def test_duplicate_keys_are_errors(tmp_path: Path, content: str, name: str) -> None:
    problem = refusal(tmp_path, content, name)
    assert (problem.rule, problem.source.line) == ("duplicate-key", 4)
    assert problem.source.pointer in ("/paths", "/a")


# 17
def test_ten_thousand_operations_are_read_and_judged_in_bounded_time_and_memory(tmp_path: Path) -> None:
    operation = {"description": "x" * 500, "responses": {"200": {"description": "ok"}}}
    paths: dict[str, object] = {f"/{n}": {"get": operation} for n in range(10_000)}
    paths["/long"] = {"get": {**operation, "description": "y" * 1_000_000}}
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    assert validate(read(tmp_path, {**HEAD, "paths": paths}, "a.json")) == ()
    assert time.process_time() - start < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000


def test_a_flood_of_problems_is_told_as_a_few(tmp_path: Path) -> None:
    paths = {f"/{n}": {"get": {"responses": {"200": {}}}} for n in range(5_000)}
    problems = validate(read(tmp_path, {**HEAD, "paths": paths}, "a.json"))
    assert len(problems) == 21
    assert "more of this kind" in problems[-1].message


# 18
@pytest.mark.parametrize("pattern", ["^((a+)+)+$", "^", "a{999999999}", "(", "(?=a)*", "\\p{L}+"])
def test_patterns_are_not_run(tmp_path: Path, pattern: str) -> None:
    schema = {"type": "string", "pattern": pattern, "default": "a" * 40 + "!"}
    start = time.process_time()
    problems = validate(read(tmp_path, {**HEAD, "paths": {}, "components": {"schemas": {"A": schema}}}))
    assert time.process_time() - start < 1
    assert {problem.rule for problem in problems} <= {"schema-dialect"}
