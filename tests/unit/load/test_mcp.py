import json
from pathlib import Path
from typing import Any

import pytest

from gatepost.errors import ConfigurationError, DescriptionError
from gatepost.load.mcp import load_mcp
from gatepost.model.mcp_server import McpDocument
from gatepost.model.problem import Problem
from gatepost.settings import McpInput

TOOLS = [{"name": "a", "inputSchema": {"type": "object"}}]


def read(project: Path, content: Any, name: str = "code-host.mcp.json", **options: Any) -> tuple[McpDocument, ...]:
    (project / name).write_text(content if isinstance(content, str) else json.dumps(content))
    documents, problems = load_mcp([McpInput(path=name, **options)], project)
    assert problems == ()
    return documents


def refusal(project: Path, content: Any, name: str = "a.json") -> Problem:
    with pytest.raises(DescriptionError) as caught:
        read(project, content, name)
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize(
    ("content", "pointer"),
    [
        ({"tools": TOOLS}, ""),
        ({"captured": {}, "server": {}, "tools": TOOLS, "prompts": []}, ""),
        ({"jsonrpc": "2.0", "id": 1, "result": {"tools": TOOLS}}, "/result"),
        (TOOLS, ""),
        ([{"jsonrpc": "2.0", "id": 1, "result": {"tools": TOOLS}}], "/0/result"),
        ("tools:\n- name: a\n  inputSchema: {type: object}\n", ""),
    ],
    ids=["list", "snapshot", "envelope", "bare", "batch", "yaml"],
)
def test_every_form_is_read(tmp_path: Path, content: Any, pointer: str) -> None:
    name = "code-host.mcp.yaml" if isinstance(content, str) else "code-host.mcp.json"
    (document,) = read(tmp_path, content, name)
    assert (document.id, document.pointer, document.problems) == ("code-host", pointer, ())


def test_a_gateway_file_holds_several_servers(tmp_path: Path) -> None:
    content = {
        "gateway": "x",
        "servers": [{"id": "All", "tools": TOOLS}, {"id": "Read Only", "virtualOf": ["All"], "tools": []}],
    }
    first, second = read(tmp_path, content)
    assert (first.id, first.pointer, first.virtual_of) == ("all", "/servers/0", ())
    assert (second.id, second.pointer, second.virtual_of) == ("read-only", "/servers/1", ("all",))
    first, second = read(tmp_path, content, id="gw")
    assert (first.id, second.id, second.virtual_of) == ("gw-all", "gw-read-only", ("gw-all",))


def test_the_configuration_names_a_server(tmp_path: Path) -> None:
    (document,) = read(tmp_path, TOOLS, id="git", title="Git", url="https://x.example/mcp", virtual_of=("all",))
    assert (document.id, document.title, document.url) == ("git", "Git", "https://x.example/mcp")
    assert document.virtual_of == ("all",)


@pytest.mark.parametrize(
    ("content", "rule", "words"),
    [
        ("{", "not-json", "line"),
        ("", "empty-file", "gatepost snapshot mcp"),
        ("1", "not-a-snapshot", "one value"),
        ("[]", "not-a-snapshot", "not one of tools"),
        ({"a": 1}, "not-a-snapshot", "none of 'tools'"),
        ({"mcpServers": {}}, "not-a-snapshot", "configuration of a client"),
        ({"jsonrpc": "2.0", "id": 1, "error": {"code": -1, "message": "no session"}}, "not-a-snapshot", "no session"),
        ({"openapi": "3.1.0", "servers": [{"url": "/"}]}, "not-a-snapshot", "under 'openapi'"),
        ({"jsonrpc": "2.0", "method": "x"}, "not-a-snapshot", "no 'result'"),
        ({"servers": []}, "not-a-snapshot", "nothing to document"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_cannot_be_used_says_why(tmp_path: Path, content: Any, rule: str, words: str) -> None:
    problem = refusal(tmp_path, content)
    assert problem.rule == rule and problem.severity == "error" and problem.source.file == "a.json"
    assert words in problem.message or words == "line"


def test_one_bad_file_does_not_lose_the_others(tmp_path: Path) -> None:
    (tmp_path / "good.json").write_text(json.dumps(TOOLS))
    inputs = [McpInput(path="missing.json"), McpInput(path="good.json"), McpInput(path="../out.json")]
    documents, problems = load_mcp(inputs, tmp_path)
    assert [document.id for document in documents] == ["good"]
    assert [problem.rule for problem in problems] == ["file-not-found", "file-outside-project"]


def test_ids_are_unique(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "git.json").write_text(json.dumps(TOOLS))
    inputs = [McpInput(path="one/git.json"), McpInput(path="two/git.json")]
    documents, _ = load_mcp(inputs, tmp_path)
    assert [document.id for document in documents] == ["git", "git-2"]
    assert [problem.rule for problem in documents[1].problems] == ["mcp-id-taken"]
    documents, _ = load_mcp([inputs[0], McpInput(path="two/git.json", id="git")], tmp_path)
    assert [document.id for document in documents] == ["git-2", "git"], "what was given wins"
    with pytest.raises(ConfigurationError, match="two snapshots have the id 'x'"):
        load_mcp([McpInput(path="one/git.json", id="x"), McpInput(path="two/git.json", id="x")], tmp_path)


def test_references_that_leave_the_schema_are_problems(tmp_path: Path) -> None:
    schema = {
        "type": "object",
        "properties": {
            "a": {"$ref": "http://169.254.169.254/x"},
            "b": {"$ref": "file:///etc/passwd"},
            "c": {"$ref": "#/properties/a"},
            "d": {"default": {"$ref": "http://data.example"}},
        },
    }
    (document,) = read(tmp_path, {"tools": [{"name": "a", "inputSchema": schema}]})
    assert [problem.source.pointer for problem in document.problems] == [
        "/tools/0/inputSchema/properties/b/$ref",
        "/tools/0/inputSchema/properties/a/$ref",
    ]
    assert {problem.rule for problem in document.problems} == {"remote-reference"}
