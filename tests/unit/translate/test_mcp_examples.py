"""Values that the configuration gives for prompts and resource templates."""

from pathlib import Path

from gatepost.load import load_mcp
from gatepost.model.mcp_server import McpServer
from gatepost.model.problem import Problem
from gatepost.settings import McpInput
from gatepost.translate import translate_mcp

LISTS = """{
  "tools": [],
  "prompts": [{"name": "review", "arguments": [{"name": "number", "required": true}, {"name": "tone"}]}],
  "resourceTemplates": [{"name": "file", "uriTemplate": "quarry://{owner}/{+path}"}]
}"""


def translated(folder: Path, examples: dict[str, dict[str, str]]) -> tuple[McpServer, tuple[Problem, ...]]:
    (folder / "quarry.json").write_text(LISTS)
    documents, _ = load_mcp([McpInput(path="quarry.json", examples=examples)], folder)
    (server,), problems = translate_mcp(documents)
    return server, problems


def test_values_stand_with_what_they_are_for(tmp_path: Path) -> None:
    server, problems = translated(tmp_path, {"review": {"number": "42"}, "file": {"owner": "atlas", "path": "a/b.md"}})
    assert [one.example for one in server.prompts[0].arguments] == ["42", ""]
    assert server.templates[0].examples == {"owner": "atlas", "path": "a/b.md"}
    assert problems == ()


def test_values_for_nothing_are_a_problem(tmp_path: Path) -> None:
    _, problems = translated(tmp_path, {"file": {"branch": "main"}, "revue": {"number": "42"}})
    assert [one.rule for one in problems] == ["example-broken"] * 2
    assert "name 'branch' of 'file', which does not exist" in problems[0].message
    assert "name 'revue', which does not exist" in problems[1].message
