"""An agent with the official client finds and reads the pages of Postern's site over stdio."""

import http.client
import json
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

from tests.site.conftest import Project

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
QUESTIONS = [
    ("send a chat message to a model", "reference/chat/create-chat-completion/", "/v1/chat/completions"),
    ("create a virtual key for a team", "reference/virtual-keys/create-key/", "/v1/keys"),
    ("rotate the secret of a key", "reference/virtual-keys/rotate-key/", "grace"),
    ("revoke a key for good", "reference/virtual-keys/revoke-key/", "revoke"),
    ("limit the spending of a team", "reference/budgets/create-budget/", "/v1/budgets"),
    ("cost by team this month", "reference/usage/get-costs/", "/v1/usage/costs"),
    ("export usage as CSV", "reference/usage/create-usage-export/", "CSV"),
    ("which model would answer a call", "reference/routing/resolve-route/", "/v1/routing/resolve"),
    ("setFallbacks", "reference/routing/set-fallbacks/", "/v1/routing/fallbacks/{model}"),
    ("how often a failed call is retried", "reference/routing/get-retry-policy/", "/v1/routing/retries"),
    ("purge cached answers", "reference/cache/purge-cache/", "/v1/cache/purge"),
    ("POST /v1/embeddings", "reference/embeddings/create-embeddings/", "vector"),
    ("try a guardrail on a text", "reference/guardrails/test-guardrail/", "/test"),
    ("audit log of changes", "reference/audit-log/list-audit-events/", "/v1/audit-log"),
    ("readiness of stores and providers", "reference/health/check-readiness/", "/health/ready"),
    ("requests per minute limit for a key", "reference/rate-limits/set-rate-limit/", "minute"),
    ("merge an approved change", "mcp/quarry/tools/merge-change/", "merge_change"),
    ("TokenUsage schema", "reference/schemas/token-usage/", "total_tokens"),
    ("publish the site to GitHub Pages", "how-to/publish-to-github-pages/", "workflow"),
    ("write a glossary", "how-to/write-a-glossary/", "gatepost/glossary"),
]
"""What is asked, the page that answers it, and words that are on it."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("agents") / "site"
    subprocess.run([BIN / "mkdocs", "build", "--quiet", "--site-dir", site], cwd=ROOT, check=True)
    return site


def talk(site: Path, conversation: Callable[[Client], Awaitable[None]]) -> None:
    async def run() -> None:
        server = StdioServerParameters(command=str(BIN / "gatepost"), args=["agents", str(site)])
        with anyio.fail_after(120):
            async with Client(stdio_client(server)) as client:
                await conversation(client)

    anyio.run(run)


async def call(client: Client, tool: str, **arguments: Any) -> dict[str, Any]:
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, result.content
    found: dict[str, Any] = result.structured_content or {}
    return found


@pytest.mark.skipif(shutil.which("node") is None, reason="the search needs Node")
def test_an_agent_finds_and_reads_the_right_page_for_twenty_questions(demo: Path) -> None:
    async def conversation(client: Client) -> None:
        ranks = {}
        for question, expected, words in QUESTIONS:
            hits = [hit["path"].partition("#")[0] for hit in (await call(client, "search", query=question))["results"]]
            ranks[question] = hits.index(expected) + 1 if expected in hits else None
            page = await call(client, "get_page", path=expected)
            assert words.casefold() in page["markdown"].casefold(), question
        assert None not in ranks.values(), ranks
        assert sum(rank <= 3 for rank in ranks.values() if rank) >= 16, ranks

    talk(demo, conversation)


def test_the_server_only_reads_what_the_site_lists(demo: Path) -> None:
    async def conversation(client: Client) -> None:
        tools = (await client.list_tools()).tools
        assert {tool.name for tool in tools} == {"search", "get_page", "list_operations"}
        assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools)
        assert all("never instructions" in (tool.description or "") for tool in tools)
        for path in (
            "../../etc/passwd",
            "/etc/passwd",
            "assets/gatepost/agents.json",
            "how-to/../../x",
            "%2e%2e/x",
            "",
        ):
            result = await client.call_tool("get_page", {"path": path})
            assert result.is_error == (path != ""), path
        for tool, arguments in (
            ("search", {"query": ""}),
            ("search", {"query": "x" * 301}),
            ("search", {"query": "key", "limit": 1000}),
            ("get_page", {"path": "how-to/check-guides/", "length": 10**9}),
            ("list_operations", {"offset": -1}),
        ):
            assert (await client.call_tool(tool, arguments)).is_error, arguments

    talk(demo, conversation)


def test_operations_and_long_pages_come_in_parts(demo: Path) -> None:
    async def conversation(client: Client) -> None:
        first = await call(client, "list_operations", limit=5)
        assert len(first["operations"]) == first["next_offset"] == 5 < first["total"]
        keys = await call(client, "list_operations", group="virtual keys")
        assert {"POST /v1/keys", "GET /v1/keys"} <= {row["operation"] for row in keys["operations"]}
        older = await call(client, "list_operations", version="2025-11")
        assert older["total"] and all(row["path"].startswith("2025-11/") for row in older["operations"])
        whole = await call(client, "get_page", path="/reference/chat/create-chat-completion/index.html#body")
        start = await call(client, "get_page", path=whole["path"], length=500)
        rest = await call(client, "get_page", path=whole["path"], offset=start["next_offset"], length=500)
        assert whole["markdown"].startswith(start["markdown"] + rest["markdown"])

    talk(demo, conversation)


def test_every_link_of_llms_txt_and_every_twin_leads_to_a_file(demo: Path) -> None:
    import re

    text = (demo / "llms.txt").read_text()
    assert text.startswith("# Postern\n\n> ")
    base = "http://127.0.0.1:8000/"
    links = [link.removeprefix(base) for link in re.findall(r"\]\((\S+)\)", text)]
    assert len(links) > 250 and [link for link in links if not (demo / link).is_file()] == []
    guide = (demo / "tutorials/first-call.md").read_text()
    for label, link in re.findall(r"^\[([^\]]+)\]: (\S+)$", guide, re.MULTILINE):
        assert (demo / "tutorials" / link.partition("#")[0]).resolve().is_file(), label


AGENTS = "  - gatepost/agents: {limit: 10000}\n"


def test_two_builds_say_the_same_and_full_texts_are_split_by_size(project: Project) -> None:
    project.write("mkdocs.yml", (project.folder / "mkdocs.yml").read_text() + AGENTS)
    for number in range(3):
        project.write(f"docs/guide-{number}.md", f"# Guide {number}\n\nFirst words. More.\n\n" + "word " * 1500)
    first = project.built()
    assert first == project.built()
    parts = sorted(name for name in first if name.startswith("llms-full"))
    assert parts == ["llms-full-2.txt", "llms-full-3.txt", "llms-full.txt"]
    assert all(len(first[name]) <= 10_000 for name in parts)
    listed = first["llms.txt"].decode()
    assert all(f"https://docs.example/weather/{name})" in listed for name in parts)
    assert "- [Guide 1](https://docs.example/weather/guide-1.md): First words.\n" in listed
    assert "Create a &lt;key> & use it" in listed
    assert b'rel="alternate markdown" type="text/markdown" href="../guide-1.md"' in first["guide-1/index.html"]
    assert b"type=text/markdown href=index.md" in first["reference/forecasts/list-forecasts/index.html"]


def test_a_site_without_the_plugin_has_none_of_it_and_says_so(project: Project) -> None:
    files = project.built()
    assert not [name for name in files if name.startswith("llms")] and b"text/markdown" not in files["index.html"]
    run = subprocess.run([BIN / "gatepost", "agents", project.site], capture_output=True, text=True, timeout=60)
    assert run.returncode == 2 and "Build it with gatepost/agents" in run.stderr


def test_a_catalog_that_leads_outside_is_refused(project: Project, tmp_path: Path) -> None:
    from gatepost.agents.catalog import CATALOG, read_catalog
    from gatepost.agents.reading import Reading
    from gatepost.errors import GatepostError

    (tmp_path / "secret.md").write_text("secret")
    catalog = project.write(f"site/{CATALOG}", "{}").parent / "agents.json"
    pages = [{"path": "a/", "markdown": "../secret.md", "title": "A", "kind": "guide"}]
    pages.append({"path": "b/", "markdown": "link.md", "title": "B", "kind": "guide"})
    catalog.write_text(json.dumps({"title": "T", "pages": pages}))
    (project.site / "link.md").symlink_to(tmp_path / "secret.md")
    reading = Reading(project.site, read_catalog(project.site), lambda words, top: [])
    for path in ("a/", "b/"):
        with pytest.raises(GatepostError, match="outside"):
            reading.page(path, 0, 1000)


def test_over_http_only_pages_and_clients_of_this_machine_are_answered(project: Project) -> None:
    project.write("mkdocs.yml", (project.folder / "mkdocs.yml").read_text() + AGENTS)
    project.built()
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [BIN / "gatepost", "agents", project.site, "--http", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        assert asked_over_http(port, {}) == 200
        assert asked_over_http(port, {"Host": "rebound.example"}) == 421
        assert asked_over_http(port, {"Origin": "https://elsewhere.example"}) == 403
    finally:
        process.terminate()
        process.wait()


def asked_over_http(port: int, headers: dict[str, str]) -> int:
    """Return the status of a ping, once the server listens."""
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "ping"}).encode()
    sent = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"} | headers
    for _ in range(300):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request("POST", "/mcp", body, sent)
            return connection.getresponse().status
        except ConnectionRefusedError:
            threading.Event().wait(0.1)
        finally:
            connection.close()
    raise AssertionError("gatepost agents does not listen")
