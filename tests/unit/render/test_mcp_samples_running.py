"""Samples against a server on loopback: what readers copy gives the answer, in both eras."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("mcp", reason="the extra gatepost[snapshot] is not installed")

from gatepost.model.mcp_server import McpServer
from gatepost.render.mcp_samples import Form, mcp_samples, request_of
from gatepost.settings import McpInput
from gatepost.snapshot import snapshot_mcp
from tests.corpus import PACKAGES
from tests.unit.render.mcp_things import servers_of
from tests.unit.snapshot.test_capture import HERE, free_port, running


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[McpServer]:
    port, folder = free_port(), tmp_path_factory.mktemp("peer")
    url = f"http://127.0.0.1:{port}/mcp"
    with running([sys.executable, str(HERE / "peer_mcp.py"), str(port)], port):
        (folder / "peer.json").write_text(json.dumps(snapshot_mcp(url)))
        (found,) = servers_of(folder, [McpInput(path="peer.json", url=url)])
        yield found


def forms(server: McpServer, language: str) -> tuple[Form, ...]:
    tool = next(tool for tool in server.tools if tool.name == "add")
    (sample,) = [one for one in mcp_samples(request_of(tool, server), server.eras) if one.language == language]
    return sample.forms


def output(*command: str, cwd: Path | None = None) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("era", ["modern", "legacy"])
def test_curl_gets_the_sum(server: McpServer, era: str) -> None:
    if not shutil.which("curl"):
        pytest.skip("curl is not installed")
    (form,) = [form for form in forms(server, "curl") if form.era == era]
    assert '"structuredContent":{"result":3}' in output("sh", "-c", form.text)


def test_python_gets_the_sum(server: McpServer) -> None:
    assert "3" in output(sys.executable, "-c", forms(server, "python")[0].text)


def test_typescript_gets_the_sum(server: McpServer, tmp_path: Path) -> None:
    node, client = shutil.which("node"), PACKAGES / "@modelcontextprotocol/client"
    if not node or not client.exists():
        pytest.skip("the TypeScript client is not here: it comes from npm ci in tests/corpus")
    (tmp_path / "node_modules").symlink_to(PACKAGES)
    # With the URL in it the sample has no types, so it runs as JavaScript.
    (tmp_path / "sample.mjs").write_text(forms(server, "typescript")[0].text)
    assert "3" in output(node, "sample.mjs", cwd=tmp_path)
