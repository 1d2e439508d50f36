"""Cold builds of GitHub's description: against stock Material, a direct peer, and Redocly's single page."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks import sites
from benchmarks.measure import Run, folder_bytes, measure, median, tool
from benchmarks.results import Result

PEERS = Path(__file__).parent / "peers"
REDOCLY = PEERS / "node_modules/.bin/redocly"


def results(work: Path) -> Iterator[Result]:
    """Measure and yield, peers last since they take minutes."""
    description = sites.github()
    site = sites.gatepost_site(work / "gatepost", description)
    ours = median([cold(site) for _ in range(3)])
    operations = sum(1 for item in description["paths"].values() for key in item if key in sites.METHODS)
    yield Result("peak memory, cold build", ours.peak_mb, 350, "less", "MiB", f"{operations} operations, 20 guides")
    per_thousand = folder_bytes(site / "site") / 1e6 / operations * 1000
    yield Result("site per 1,000 operations", per_thousand, 45, "less", "MB", "whole site folder")
    yield from growth(work)
    stock = cold(sites.stock_site(work / "stock"))
    yield ratio("stock Material, prune, the same pages / Gatepost", stock, ours, 8, "more")
    fewer = cold(sites.stock_site(work / "stock-operations", every_page=False))
    yield ratio("stock Material, prune, operation pages alone / Gatepost's whole site", fewer, ours, 4, "more")
    if REDOCLY.exists():
        command = [str(REDOCLY), "build-docs", str(sites.GITHUB), "-o", str(work / "redocly.html")]
        pairs = [(cold(site), measure(command, work)) for _ in range(5)]
        own, redocly = median([pair[0] for pair in pairs]), median([pair[1] for pair in pairs])
        yield ratio("Gatepost / Redocly build-docs", own, redocly, 1.5, "less")
    python = peer_environment(work)
    peer = sites.peer_site(work / "peer")
    yield ratio("mkdocs-openapi 0.3.3 / Gatepost", cold(peer, str(python.parent / "mkdocs")), ours, 30, "more")


def growth(work: Path) -> Iterator[Result]:
    """Three thousand operations against one thousand."""
    description = sites.github()
    runs = []
    for count in (1000, 3000):
        site = sites.gatepost_site(work / f"grown-{count}", sites.resized(description, count))
        runs.append(median([cold(site) for _ in range(3)]))
    yield ratio("3,000 operations / 1,000 operations", runs[1], runs[0], 3, "less")


def cold(site: Path, mkdocs: str = "") -> Run:
    """One `mkdocs build` with no cache and no earlier output."""
    shutil.rmtree(site / "site", ignore_errors=True)
    shutil.rmtree(site / ".cache", ignore_errors=True)
    return measure([mkdocs or tool("mkdocs"), "build", "--quiet"], site)


def ratio(name: str, above: Run, below: Run, limit: float, better: str) -> Result:
    """A ratio of CPU seconds, with both figures in the detail."""
    return Result(name, above.cpu / below.cpu, limit, better, "x", f"CPU {above.cpu:.2f} s / {below.cpu:.2f} s")


def peer_environment(work: Path) -> Path:
    """Python of an environment with the peer plugin, made once."""
    python = work / "peer-venv/bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", python.parents[1]], check=True)
        wanted = ["mkdocs-openapi==0.3.3", "mkdocs-material", "mkdocs<2"]
        subprocess.run([python, "-m", "pip", "install", "--quiet", *wanted], check=True)
    return python
