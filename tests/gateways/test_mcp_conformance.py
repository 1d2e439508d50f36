"""Postern's MCP side against the official clients: each lists and calls everything, in both eras."""

import asyncio
import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import mcp_types as types
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from tests.corpus.mcp import PACKAGES
from tests.gateways.postern_mcp import HEADERS, UPSTREAM, VIRTUAL, running, snapshots

MERGED = {"repository": "atlas/search", "number": 41}
REPOSITORY = {"repository": "atlas/search"}
ARGUMENTS: dict[str, dict[str, Any]] = {
    "search_repositories": {"query": "search"},
    "get_file": {**REPOSITORY, "path": "README.md"},
    "list_issues": REPOSITORY,
    "create_issue": {**REPOSITORY, "title": "Results are slow"},
    "merge_change": MERGED,
    "run_checks": MERGED,
    "draw_activity": REPOSITORY,
    "list_channels": {},
    "search_messages": {"query": "fix"},
    "post_message": {"channel": "search", "text": "Hello."},
    "export_transcript": {"channel": "incidents", "since": "2026-11-01", "until": "2026-11-30"},
    "invite_guest": {"channel": "search", "email": "someone@example.com"},
}
KINDS = {
    "get_file": ["resource"],
    "create_issue": ["text", "resource_link"],
    "draw_activity": ["text", "image"],
    "export_transcript": ["text", "resource"],
}
STRUCTURED = {"search_repositories", "list_issues", "run_checks", "list_channels", "search_messages"}
QUESTIONS = [
    "What should the issue 'Results are slow' say?",
    "Merge change 41, 'Break ties by document id', into main of atlas/search?",
]
ERAS = {"legacy": "2025-11-25", "auto": "2026-07-28", "2026-07-28": "2026-07-28"}
QUARRY = set(list(ARGUMENTS)[:7])


@pytest.fixture
def postern() -> Iterator[str]:
    with running() as url:
        yield url


def plain(name: str) -> str:
    """A tool's name without the prefix that the gateway gives it."""
    return name.removeprefix("quarry_").removeprefix("parley_")


def test_the_committed_snapshots_are_what_postern_says(postern: str) -> None:
    for file, text in snapshots(postern):
        assert file.read_text(encoding="utf-8") == text, "run: python -m tests.gateways.postern_mcp"


# the Python client


async def talk(url: str, era: str, asked: list[str], progress: dict[str, int]) -> dict[str, Any]:
    async def elicit(context: Any, request: Any) -> types.ElicitResult:
        asked.append(request.message)
        confirms = "confirm" in request.requested_schema["properties"]
        return types.ElicitResult(action="accept", content={"confirm": True} if confirms else {"body": "Words."})

    async with (
        httpx2.AsyncClient(headers=HEADERS) as http,
        Client(streamable_http_client(url, http_client=http), mode=era, elicitation_callback=elicit) as client,
    ):
        found: dict[str, Any] = {"version": client.protocol_version, "results": {}}
        for name in [tool.name for tool in await every(client.list_tools, "tools")]:

            async def note(done: float, total: float | None, message: str | None, name: str = name) -> None:
                progress[name] = progress.get(name, 0) + 1

            found["results"][name] = await client.call_tool(name, ARGUMENTS[plain(name)], progress_callback=note)
        found |= {kind: await every(getattr(client, f"list_{kind}"), kind) for kind in ("prompts", "resources")}
        found["templates"] = await every(client.list_resource_templates, "resource_templates")
        for prompt in found["prompts"]:
            values = {argument.name: "atlas/search" for argument in prompt.arguments}
            assert (await client.get_prompt(prompt.name, values)).messages
            reference = types.PromptReference(name=prompt.name)
            assert (await client.complete(reference, {"name": prompt.arguments[0].name, "value": ""})).completion.values
        for uri in [one.uri for one in found["resources"]] + ["quarry://atlas/search/files/docs/activity.png"]:
            assert (await client.read_resource(uri)).contents
    return found


async def every(listing: Any, attribute: str) -> list[Any]:
    """Every entry of a list, page by page."""
    found, cursor = [], None
    while True:
        page = await listing(cursor=cursor)
        found += getattr(page, attribute)
        cursor = page.next_cursor
        if cursor is None:
            return found


@pytest.mark.parametrize("era", ERAS)
def test_the_python_client_lists_and_calls_everything(postern: str, era: str) -> None:
    asked: list[str] = []
    progress: dict[str, int] = {}
    found = asyncio.run(talk(f"{postern}/mcp", era, asked, progress))
    results = {plain(name): result for name, result in found["results"].items()}
    assert found["version"] == ERAS[era]
    assert set(results) == set(ARGUMENTS)
    assert [name for name, result in results.items() if result.is_error] == ["invite_guest"]
    assert {name: [block.type for block in results[name].content] for name in KINDS} == KINDS
    assert {name for name, result in results.items() if result.structured_content} == STRUCTURED
    assert asked == QUESTIONS
    assert progress == {"parley_export_transcript": 3, "quarry_run_checks": 7}
    assert (len(found["prompts"]), len(found["resources"]), len(found["templates"])) == (3, 2, 3)


@pytest.mark.parametrize("era", ERAS)
def test_each_server_offers_its_own_tools(postern: str, era: str) -> None:
    async def names(id: str) -> set[str]:
        async with httpx2.AsyncClient(headers=HEADERS) as http:
            async with Client(streamable_http_client(f"{postern}/mcp/{id}", http_client=http), mode=era) as client:
                return {tool.name for tool in await every(client.list_tools, "tools")}

    found = {id: asyncio.run(names(id)) for id in (*UPSTREAM, *VIRTUAL)}
    assert found["quarry"] == QUARRY
    assert found["parley"] == set(ARGUMENTS) - QUARRY
    assert found["workbench"] == set(ARGUMENTS)
    assert found["compliance"] == {"export_transcript", "search_messages"}
    assert found["workbench-read-only"] == {
        "search_repositories", "get_file", "list_issues", "draw_activity", "list_channels", "search_messages",
    }  # fmt: skip


# clients from npm


def node(package: str, path: str) -> tuple[str, Path]:
    """Node and a file of a package; skips the test where either is absent."""
    script, program = PACKAGES / package / path, shutil.which("node")
    if program is None or not script.exists():
        pytest.skip(f"{package} is not here: it comes from npm ci in tests/corpus, and needs Node")
    return program, script


def ran(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("era", ERAS)
def test_the_typescript_client_lists_and_calls_everything(postern: str, era: str) -> None:
    program, library = node("@modelcontextprotocol/client", "dist/index.mjs")
    script = Path(__file__).with_name("mcp_client.mjs")
    arguments = json.dumps(
        {f"{'quarry' if name in QUARRY else 'parley'}_{name}": values for name, values in ARGUMENTS.items()}
    )
    done = ran([program, str(script), str(library), f"{postern}/mcp", era, arguments])
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["version"] == ERAS[era]
    assert {plain(name) for name in found["tools"]} == set(ARGUMENTS)
    assert found["failed"] == ["parley_invite_guest"]
    kinds = {plain(name): kinds for name, kinds in found["kinds"].items()}
    assert {name: kinds[name] for name in KINDS} == KINDS
    assert {plain(name) for name in found["structured"]} == STRUCTURED
    assert found["asked"] == QUESTIONS
    assert (found["progress"]["parley_export_transcript"], found["progress"]["quarry_run_checks"]) == (3, 7)
    assert (len(found["prompts"]), len(found["resources"]), len(found["templates"])) == (3, 2, 3)
    assert found["completed"] == ["general", "incidents", "search"]


def inspected(url: str, era: str, *more: str) -> Any:
    """What the inspector prints for a method, parsed."""
    program, script = node("@modelcontextprotocol/inspector", "clients/launcher/build/index.js")
    options = ["--transport", "http", "--header", "Authorization: Bearer sk-sandbox", "--format", "json"]
    done = ran([program, str(script), "--cli", url, *options, "--protocol-era", era, *more])
    if "SyntaxError" in done.stderr:
        pytest.skip("the inspector needs a newer Node")
    assert done.returncode == 0, done.stderr
    assert " warning" not in done.stderr
    return json.loads(done.stdout)["result"]


@pytest.mark.parametrize("era", ["legacy", "modern"])
def test_the_inspector_finds_the_schemas_portable(postern: str, era: str) -> None:
    found = inspected(f"{postern}/mcp/workbench", era, "--method", "tools/list", "--strict")
    assert {tool["name"] for tool in found["tools"]} == set(ARGUMENTS)


@pytest.mark.parametrize("era", ["legacy", "modern"])
def test_the_inspector_calls_a_tool_and_reads_prompts_and_resources(postern: str, era: str) -> None:
    url = f"{postern}/mcp/quarry"
    call = ["--method", "tools/call", "--tool-name", "run_checks", "--tool-args-json", json.dumps(MERGED)]
    assert inspected(url, era, *call)["structuredContent"] == {"passed": 6, "failed": []}
    prompts = inspected(url, era, "--method", "prompts/list")["prompts"]
    assert [one["name"] for one in prompts] == ["review_change", "triage_issues"]
    read = inspected(url, era, "--method", "resources/read", "--uri", "quarry://repositories")
    assert "atlas/search" in read["contents"][0]["text"]
