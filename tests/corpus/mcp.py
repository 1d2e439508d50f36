"""Real MCP servers for the tests: snapshots from the shared folder, and a server to talk to from npm."""

import os
import shutil
from pathlib import Path

import pytest

from tests.corpus import PACKAGES, SHARED

_EVERYTHING = "@modelcontextprotocol/server-everything/dist/index.js"


def mcp_snapshots() -> list[Path]:
    """Thirteen servers with 298 tools, as captured."""
    folder = SHARED / "mcp"
    if not folder.exists():
        pytest.skip("the MCP snapshots are not here: they come from the shared folder beside the checkout")
    return sorted(folder.glob("*.json"))


def server_everything() -> list[str]:
    """Return the command of the reference server without its transport; `SERVER_EVERYTHING` may name its script."""
    script = Path(os.environ.get("SERVER_EVERYTHING") or PACKAGES / _EVERYTHING)
    node = shutil.which("node")
    if not script.exists() or node is None:
        pytest.skip("server-everything is not here: it comes from npm ci in tests/corpus")
    return [node, str(script)]
