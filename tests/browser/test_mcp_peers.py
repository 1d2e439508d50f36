"""The console against MCP servers that others wrote, across origins and through the proxy of `mkdocs serve`."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import serving
from tests.browser.mcp_panel import McpPage, McpPanel
from tests.corpus import SHARED
from tests.corpus.mcp import server_everything

LISTEN = """() => {
  window.told = [];
  const hear = () => told.push(document.querySelector('gatepost-mcp-result')?.textContent ?? '');
  new MutationObserver(hear).observe(document.body, {subtree: true, childList: true, characterData: true});
}"""
"""Remembers what a result said while it ran: progress is gone when the answer is there."""
PEERS = Path(__file__).parents[1] / "unit/snapshot"
ADD: dict[str, Any] = {
    "name": "add",
    "description": "Adds.",
    "inputSchema": {"type": "object", "properties": {"a": {"type": "integer", "examples": [40]}}, "required": ["a"]},
    "annotations": {"readOnlyHint": True},
}
FAST = "from tests.unit.snapshot.peer_fastmcp import server; import sys; server.run('http', port=int(sys.argv[1]))"


class Peers(NamedTuple):
    """A site, and the address of each server by its id."""

    site: str
    urls: dict[str, str]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: Sequence[str], port: int) -> Iterator[str]:
    """Run a server that answers on a port of loopback; yields where it speaks MCP."""
    root = Path(__file__).parents[2]
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=root,
        env={**os.environ, "PORT": str(port), "PYTHONPATH": str(root), "FASTMCP_CHECK_FOR_UPDATES": "off"},
    )
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 0.2).close()
                break
            except OSError:
                assert process.poll() is None and time.monotonic() < deadline, f"{command} did not start"
                time.sleep(0.05)
        yield f"http://127.0.0.1:{port}/mcp"
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="module")
def peers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Peers]:
    """The reference server, one made with the official Python package, and one made with FastMCP."""
    captured = SHARED / "mcp/everything.json"
    if not captured.exists():
        pytest.skip("the snapshot of server-everything is not here")
    pytest.importorskip("fastmcp", reason="fastmcp is not installed")
    ports = [free_port() for _ in range(3)]
    commands = {
        "everything": [*server_everything(), "streamableHttp"],
        "official": [sys.executable, str(PEERS / "peer_mcp.py"), str(ports[1])],
        "fast": [sys.executable, "-c", FAST, str(ports[2])],
    }
    folder = tmp_path_factory.mktemp("peers")
    (folder / "docs").mkdir()
    (folder / "docs/index.md").write_text("# Peers\n\nHello.\n")
    (folder / "everything.json").write_bytes(captured.read_bytes())
    (folder / "add.json").write_text(json.dumps({"tools": [ADD]}))
    with ExitStack() as stack:
        urls = {
            name: stack.enter_context(running(command, port))
            for (name, command), port in zip(commands.items(), ports, strict=True)
        }
        files = {"everything": "everything.json", "official": "add.json", "fast": "add.json"}
        listed = [{"path": files[name], "id": name, "url": url} for name, url in urls.items()]
        targets = [
            {"name": f"{name} through the site", "url": url.removesuffix("/mcp"), "proxy": True}
            for name, url in urls.items()
        ]
        plugins = [
            {"gatepost/gateway": {"mcp": listed}},
            "gatepost/reference",
            {"gatepost/console": {"targets": targets}},
        ]
        (folder / "mkdocs.yml").write_text(
            json.dumps({"site_name": "Peers", "theme": {"name": "material"}, "plugins": plugins})
        )
        yield Peers(stack.enter_context(serving(folder)).site, urls)


def console_of(page: Page, peers: Peers, server: str, tool: str, *, direct: bool) -> McpPanel:
    console = McpPage(page, peers.site, f"mcp/{server}/tools/{tool}/").try_it()
    target = console.panel.get_by_label("Target", exact=True)
    target.select_option(label="Another base URL" if direct else f"{server} through the site")
    if direct:
        address = console.panel.get_by_label("Base URL", exact=True)
        address.fill(peers.urls[server])
        address.press("Tab")
    return console


def test_the_reference_server_across_origins(page: Page, peers: Peers) -> None:
    console = console_of(page, peers, "everything", "get-tiny-image", direct=True)
    console.call()
    console.expect_status("Done")
    expect(console.result.get_by_role("img")).to_be_visible()
    console = console_of(page, peers, "everything", "trigger-long-running-operation", direct=True)
    console.write_json({"duration": 1, "steps": 2})
    page.evaluate(LISTEN)
    console.call()
    console.expect_status("Done")
    assert any("1 of 2" in words for words in page.evaluate("window.told"))


def test_the_reference_server_through_the_proxy(page: Page, peers: Peers) -> None:
    console = console_of(page, peers, "everything", "get-structured-content", direct=False)
    console.call()
    console.expect_status("Done")
    expect(console.result).to_contain_text("It is as the declared output schema says.")
    console = console_of(page, peers, "everything", "trigger-elicitation-request", direct=False)
    console.call()
    console.press("Call it")
    expect(console.panel.get_by_role("region", name="Question of the server")).to_be_visible()
    console.press("Decline")
    console.expect_status("Done")
    expect(console.result).to_contain_text("declined")


def test_a_task_is_followed_to_its_end(page: Page, peers: Peers) -> None:
    console = console_of(page, peers, "everything", "simulate-research-query", direct=True)
    console.write_json({"topic": "gates", "ambiguous": False})
    console.call()
    console.press("Call it")
    expect(console.result).to_contain_text("Task working")
    expect(console.panel.locator(".gatepost-status")).to_contain_text("Done", timeout=30_000)
    expect(console.result).to_contain_text("gates")


@pytest.mark.parametrize("server", ["official", "fast"])
def test_servers_without_cors_are_diagnosed_and_answer_through_the_proxy(page: Page, peers: Peers, server: str) -> None:
    console = console_of(page, peers, server, "add", direct=True)
    console.call()
    expect(console.panel).to_contain_text("CORS")
    console = console_of(page, peers, server, "add", direct=False)
    console.call()
    console.expect_status("Done")
    expect(console.result).to_contain_text("42")
