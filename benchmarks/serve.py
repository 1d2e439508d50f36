"""Editing under `mkdocs serve`: CPU of the server from save to the rebuilt page."""

import json
import queue
import socket
import statistics
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import sites
from benchmarks.build import cold
from benchmarks.measure import cpu_of, tool
from benchmarks.results import Result

REBUILT = "Reloading browsers"


class Server:
    """A running `mkdocs serve`, whose log lines can be waited for."""

    def __init__(self, site: Path) -> None:
        """Start it and wait for the first build."""
        self.process = subprocess.Popen(
            [tool("mkdocs"), "serve", "--dev-addr", f"127.0.0.1:{free_port()}"],
            cwd=site,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        self.wait("Serving on")

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.put(line)

    def wait(self, text: str) -> str:
        """Return the next line with this text. Raises queue.Empty after three minutes."""
        while text not in (line := self.lines.get(timeout=180)):
            pass
        return line

    def cost(self, edit: Callable[[], None]) -> float:
        """CPU seconds from an edit to the rebuilt site."""
        before = cpu_of(self.process.pid)
        edit()
        self.wait(REBUILT)
        return cpu_of(self.process.pid) - before


def free_port() -> int:
    """A port of loopback that nothing listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def serving(site: Path) -> Iterator[Server]:
    """Run `mkdocs serve` on a free port of loopback."""
    server = Server(site)
    try:
        yield server
    finally:
        server.process.terminate()
        server.process.wait()


def guide_edit(site: Path, times: int = 3) -> float:
    """Median CPU of changing a sentence in one guide."""
    guide = site / "docs/guide-003.md"
    text = guide.read_text()
    with serving(site) as server:
        edits = [server.cost(lambda n=n: guide.write_text(f"{text}\nEdit {n}.\n")) for n in range(times)]  # type: ignore[misc]
    guide.write_text(text)
    return statistics.median(edits)


def operation_edit(site: Path) -> float:
    """Median CPU of changing the summary of one operation of GitHub's description."""
    file = site / "gateway.json"
    original = file.read_text()
    description = json.loads(original)
    operation = description["paths"]["/repos/{owner}/{repo}"]["get"]

    def edit(n: int) -> None:
        operation["summary"] = f"Get a repository, edit {n}"
        file.write_text(json.dumps(description, indent=2))

    with serving(site) as server:
        edits = [server.cost(lambda n=n: edit(n)) for n in range(3)]  # type: ignore[misc]
    file.write_text(original)
    return statistics.median(edits)


def results(work: Path) -> Iterator[Result]:
    """Guide edits with and without the reference, many guides against stock MkDocs, one operation."""
    github = sites.github()
    small = guide_edit(sites.gatepost_site(work / "serve-20", github))
    bare = guide_edit(sites.gatepost_site(work / "serve-20-bare", None))
    yield Result(
        "guide edit, 20 guides: with 1,223 operations / without", small / bare, 1.5, "less", "x", cpu(small, bare)
    )
    many = guide_edit(sites.gatepost_site(work / "serve-300", github, 300))
    stock = guide_edit(sites.gatepost_site(work / "serve-300-bare", None, 300))
    yield Result("guide edit, 300 guides: Gatepost / stock MkDocs", many / stock, 0.25, "less", "x", cpu(many, stock))
    site = sites.gatepost_site(work / "serve-operation", github)
    one, whole = operation_edit(site), cold(site).cpu
    yield Result("one operation edited / a cold build", one / whole, 0.4, "less", "x", cpu(one, whole))


def cpu(above: float, below: float) -> str:
    """Both figures of a ratio."""
    return f"CPU {above:.2f} s / {below:.2f} s"
