"""What an agent meets otherwise when a server lists other tools."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from gatepost.model.change import Change
from gatepost.settings import GatewaySettings, McpInput
from gatepost.versioning.comparing import Inputs, changes_between
from tests.corpus.mcp import mcp_snapshots
from tests.unit.diff.versions import short

SEARCH: dict[str, Any] = {
    "name": "search",
    "title": "Search",
    "description": "Find pages by words.",
    "inputSchema": {
        "type": "object",
        "properties": {
            "query": {"type": "string", "description": "Words to look for."},
            "sort": {"type": "string", "enum": ["new", "old", "best"]},
        },
        "required": ["query"],
    },
    "outputSchema": {"type": "object", "properties": {"hits": {"type": "array", "items": {"type": "string"}}}},
    "annotations": {"readOnlyHint": True},
}


def changed(tmp_path: Path, old: Any, new: Any) -> tuple[Change, ...]:
    versions = []
    for name, listed in (("old", old), ("new", new)):
        (tmp_path / f"{name}.json").write_text(json.dumps(listed))
        settings = GatewaySettings(mcp=(McpInput(path=f"{name}.json"),), cache="")
        versions.append(Inputs(settings, tmp_path))
    return changes_between(*versions)


def with_tool(**members: Any) -> dict[str, Any]:
    return {"tools": [{**SEARCH, **members}]}


def with_argument(name: str, required: bool = False, **schema: Any) -> dict[str, Any]:
    tool = copy.deepcopy(SEARCH)
    tool["inputSchema"]["properties"].setdefault(name, {}).update(schema)
    if required:
        tool["inputSchema"]["required"].append(name)
    return {"tools": [tool]}


CASES: list[tuple[str, Any, list[str]]] = [
    ("other words", with_tool(description="Delete pages by words."), ["risky tool-description-changed"]),
    ("another title", with_tool(title="Look up"), ["note tool-title-changed"]),
    ("a hint flipped", with_tool(annotations={"readOnlyHint": False}), ["risky tool-hint-flipped #readOnlyHint"]),
    ("no output", with_tool(outputSchema=None), ["breaking tool-output-removed"]),
    (
        "a required argument",
        with_argument("site", True, type="string"),
        ["breaking tool-required-argument-added #site"],
    ),
    ("an argument", with_argument("site", type="string"), ["safe tool-argument-added #site"]),
    ("an argument required", with_argument("sort", True), ["breaking tool-argument-became-required #sort"]),
    ("an enum narrowed", with_argument("sort", enum=["new"]), ["breaking tool-argument-enum-narrowed #sort"]),
    (
        "an argument's words",
        with_argument("query", description="A regex."),
        ["note tool-argument-description-changed #query"],
    ),
    ("another type", with_argument("query", type="array"), ["breaking tool-argument-type-changed #query"]),
    (
        "a result's type",
        with_tool(outputSchema={"type": "object", "properties": {"hits": {"type": "string"}}}),
        ["breaking tool-result-type-changed #hits"],
    ),
    ("gone", {"tools": []}, ["breaking tool-removed"]),
    ("another name", with_tool(name="find_pages", title="Search"), ["breaking tool-moved"]),
]


@pytest.mark.parametrize(("new", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_tool(tmp_path: Path, new: Any, expected: list[str]) -> None:
    for tool in new["tools"]:
        if tool.get("outputSchema", {}) is None:
            del tool["outputSchema"]
    assert short(changed(tmp_path, {"tools": [SEARCH]}, new)) == expected


def test_prompts_and_resources(tmp_path: Path) -> None:
    old = {
        "tools": [SEARCH],
        "prompts": [{"name": "ask", "arguments": [{"name": "about"}, {"name": "tone"}]}, {"name": "gone"}],
        "resources": [{"uri": "file:///a", "name": "a", "mimeType": "text/plain"}],
    }
    new = {
        "tools": [SEARCH],
        "prompts": [
            {"name": "ask", "arguments": [{"name": "about", "required": True}, {"name": "by", "required": True}]}
        ],
        "resources": [{"uri": "file:///a", "name": "a", "mimeType": "text/html"}, {"uri": "file:///b", "name": "b"}],
    }
    assert sorted(short(changed(tmp_path, old, new))) == [
        "breaking prompt-argument-became-required #about",
        "breaking prompt-argument-removed #tone",
        "breaking prompt-removed",
        "breaking prompt-required-argument-added #by",
        "breaking resource-mime-type-changed",
        "safe resource-added",
    ]


def test_servers_that_exist_do_not_differ_from_themselves(tmp_path: Path) -> None:
    for snapshot in mcp_snapshots():
        listed = json.loads(snapshot.read_text())
        assert changed(tmp_path, listed, listed) == ()
