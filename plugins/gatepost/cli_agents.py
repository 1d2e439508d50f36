"""`gatepost agents`: a built site for agents, by MCP."""

import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from gatepost.agents import serve
from gatepost.finding import answers


@click.command()
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--http", is_flag=True, help="Answer on loopback by streamable HTTP in place of stdio.")
@click.option("--port", default=8091, show_default=True, type=click.IntRange(1, 65535), help="With --http.")
def agents(site: Path, http: bool, port: int) -> None:
    """Let agents search and read a built SITE: a read-only MCP server over stdio. The search needs Node."""
    if shutil.which("node") is None:
        click.echo("Node was not found: pages can be read, but not searched.", err=True)
    if http:
        click.echo(f"http://127.0.0.1:{port}/mcp", err=True)
    serve(site, lambda words, top: _asked(site, words, top), port if http else None)


def _asked(site: Path, words: str, top: int) -> Sequence[Mapping[str, Any]]:
    with tempfile.TemporaryDirectory() as scratch:
        queries = Path(scratch, "queries.json")
        queries.write_text(json.dumps({"queries": [{"id": "asked", "text": words}]}), encoding="utf-8")
        found: Sequence[Mapping[str, Any]] = answers(site, queries, top)["asked"]
        return found
