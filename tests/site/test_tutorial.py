"""The tutorial followed to the letter, from an empty folder, by a reader who only does what it says.

Its own blocks are what runs: those with a file name are written, those of `sh` are typed, in their order. Three things
are otherwise than for a person. There is no network, so the two lines that install are answered by the environment of
the tests. Ports are free ones. And what serves until it is stopped is stopped once it has answered.
"""

import os
import re
import subprocess
import sys
from pathlib import Path
from socket import create_server
from typing import NamedTuple
from urllib.request import urlopen

import pytest

TUTORIAL = Path(__file__).parents[2] / "docs/tutorials/first-site.md"
BLOCK = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$', re.MULTILINE | re.DOTALL)
SECONDS = 90


class Block(NamedTuple):
    """A block of code in the tutorial; `name` is that of a file, empty for what is typed or shown."""

    language: str
    name: str
    text: str


class Reader:
    """Somebody in an empty folder."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.said = folder, ""
        self.ports = {"8090": free_port(), "8000": free_port()}

    def follow(self, block: Block) -> None:
        if block.name:
            (self.folder / block.name).write_text(block.text, "utf-8")
        elif block.text.strip().endswith("mkdocs serve"):
            self.look(block.text.strip())
        elif block.language == "sh":
            self.type(block.text)

    def type(self, text: str) -> None:
        """Type commands into a shell; the sandbox that they start ends with it."""
        text = text.replace("8090", self.ports["8090"])
        if ".venv/bin/pip" in text:
            text = "\n".join(line for line in text.splitlines() if ".venv" not in line)
            (self.folder / ".venv").symlink_to(Path(sys.executable).parents[1])
        shell = f"set -e\n{text}\njobs -p | xargs -r kill\n"
        run = subprocess.run(["bash", "-c", shell], cwd=self.folder, capture_output=True, text=True, timeout=SECONDS)
        assert run.returncode == 0, f"{text}\n{run.stdout}{run.stderr}"
        self.said += run.stdout

    def look(self, command: str) -> None:
        """Start what serves, open the page, and stop it."""
        address = f"127.0.0.1:{self.ports['8000']}"
        words = [*command.split(), "--dev-addr", address]
        process = subprocess.Popen(
            words, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=os.environ
        )
        assert process.stdout
        with process.stdout as lines:
            try:
                assert any("Serving on" in line for line in lines)
                with urlopen(f"http://{address}/reference/chat/create-chat-completion/", timeout=SECONDS) as answer:
                    self.said += answer.read().decode()
            finally:
                # An interruption would not do: what is started in the background of a shell ignores it.
                process.terminate()
                process.wait(SECONDS)


def free_port() -> str:
    with create_server(("127.0.0.1", 0)) as probe:
        return str(probe.getsockname()[1])


def blocks() -> list[Block]:
    return [Block(*found) for found in BLOCK.findall(TUTORIAL.read_text("utf-8"))]


@pytest.mark.skipif(sys.platform == "win32", reason="the tutorial is for a POSIX shell")
def test_its_reader_ends_with_a_site_and_a_first_call(tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    for block in blocks():
        reader.follow(block)
    pages = {path.parent.relative_to(tmp_path / "site").as_posix() for path in (tmp_path / "site").rglob("index.html")}
    assert {".", "reference", "reference/chat/create-chat-completion", "reference/models/list-models"} <= pages
    assert len(pages) >= 5
    assert "Ask a model" in reader.said
    (promised,) = (block.text.strip() for block in blocks() if block.language == "json")
    assert promised.replace(" ", "") in reader.said.replace(" ", "")
    home = (tmp_path / "site/index.html").read_text("utf-8")
    assert 'href="reference/models/list-models/"' in home and "gatepost-embedded" in home
