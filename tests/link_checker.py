"""Links of a built site, followed by a checker that is not ours: linkinator, from npm, without a network."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.corpus import PACKAGES

COMMAND = PACKAGES / "linkinator/build/src/cli.js"
ELSEWHERE = "^(?!http://localhost)"
"""What is not on the server that the checker itself starts for the folder."""


def broken_links(folder: Path) -> list[str]:
    """Follow every link of a site from its first page; return those that lead to no file, or no such place on one.

    Each is `address < page that has it`. Links to other sites are not followed.
    """
    node = shutil.which("node")
    if node is None or not COMMAND.exists():
        pytest.skip("linkinator is not here: it comes from npm ci in tests/corpus, and needs Node")
    asked = ["--server-root", ".", "--recurse", "--check-fragments", "--check-css", "--skip", ELSEWHERE]
    command = [node, str(COMMAND), ".", *asked, "--format", "json", "--timeout", "60000"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=300)
    told: dict[str, Any] = json.loads(done.stdout[done.stdout.index("{") :])
    assert len(told["links"]) > 1, done.stdout + done.stderr
    return sorted({f"{link['url']} < {link.get('parent')}" for link in told["links"] if link["state"] == "BROKEN"})
