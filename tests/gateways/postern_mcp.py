"""Postern's MCP servers, running and as the snapshots of them that the site documents.

`python -m tests.gateways.postern_mcp` writes `specs/mcp/*.json` anew; a test compares.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gatepost.model.schema import Json
from gatepost.sandbox import Sandbox
from gatepost.sandbox.serve import start
from gatepost.snapshot import snapshot_mcp, to_text
from tests.unit.specs.postern import SPECS, behaviours, description

FOLDER = SPECS / "mcp"
HEADERS = {"Authorization": "Bearer sk-sandbox"}
DAY = "2026-11-23"
UPSTREAM = ("quarry", "parley")
VIRTUAL = ("compliance", "workbench", "workbench-read-only")


@contextmanager
def running(pace: float = 0.0) -> Iterator[str]:
    """Postern on loopback; yields its URL."""
    served = start(Sandbox(description(), behaviours=behaviours(), pace=pace, check=True))
    try:
        yield served.url
    finally:
        served.stop()


def snapshots(url: str) -> Iterator[tuple[Path, str]]:
    """The file and the text of every server: the gateway as one, each upstream server, each virtual one."""
    paths = {"postern": "/mcp"} | {id: f"/mcp/{id}" for id in (*UPSTREAM, *VIRTUAL)}
    for id, path in paths.items():
        facts: dict[str, Json] = {"id": id}
        if id not in UPSTREAM:
            facts["virtualOf"] = list(UPSTREAM)
        yield FOLDER / f"{id}.json", to_text(facts | snapshot_mcp(f"{url}{path}", headers=HEADERS, at=DAY))


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    with running() as address:
        for file, text in snapshots(address):
            file.write_text(text, encoding="utf-8")
            print(file)
