"""MCP: a thousand tools against a thousand operations of the same schemas, and the filter of a long index."""

import json
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median as middle
from typing import Any

from playwright.sync_api import sync_playwright

from benchmarks import sites
from benchmarks.browser import CHROMIUM
from benchmarks.build import cold, ratio
from benchmarks.measure import median
from benchmarks.results import Result
from tests.serving import static_site

CAPTURED = sites.ROOT.parent / "shared/data/mcp"
COUNT = 1000
LONG = 118
"""Tools of the longest real server."""
ROUNDS = 15
TYPED = """() => {
  const filter = document.querySelector('input[data-filter]');
  filter.focus();
  return ['f', 'fi', 'fil', 'file', ''].map(text => {
    const from = performance.now();
    filter.value = text;
    filter.dispatchEvent(new Event('input'));
    document.body.offsetHeight;
    return performance.now() - from;
  });
}"""


def results(work: Path) -> Iterator[Result]:
    """Build both sites cold, three times each, in turn."""
    if not CAPTURED.exists():
        return
    captured = [tool for path in sorted(CAPTURED.glob("*.json")) for tool in json.loads(path.read_text())["tools"]]
    tools = [{**captured[n % len(captured)], "name": f"tool_{n}"} for n in range(COUNT)]
    listed = site(work / "mcp-tools", "mcp", {"tools": tools})
    described = site(work / "mcp-operations", "openapi", as_operations(tools))
    pairs = [(cold(listed), cold(described)) for _ in range(3)]
    above, below = median([pair[0] for pair in pairs]), median([pair[1] for pair in pairs])
    yield ratio("1,000 tools / 1,000 operations of the same schemas", above, below, 1.5, "less")
    index = site(work / "mcp-index", "mcp", {"tools": tools[:LONG]})
    cold(index)
    pages = (index / "site").rglob("index.html")
    yield filtered(next(page for page in pages if "data-filter=" in page.read_text()), index / "site")


def filtered(page: Path, root: Path) -> Result:
    """Type a word into the filter of a server page: the slowest key, until the list is laid out again.

    The browser plays a slow processor by pauses that are as long as a whole answer, so each key counts with the
    median of its rounds, each round on a fresh page.
    """
    rounds = []
    with sync_playwright() as playwright, static_site(root) as base:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(CHROMIUM))
        for _ in range(ROUNDS):
            opened = browser.new_page()
            opened.goto(f"{base}{page.parent.relative_to(root).as_posix()}/", wait_until="load")
            opened.context.new_cdp_session(opened).send("Emulation.setCPUThrottlingRate", {"rate": 4})
            rounds.append(opened.evaluate(TYPED))
            opened.close()
        browser.close()
    keys = [middle(times) for times in zip(*rounds, strict=True)]
    detail = (
        f"{LONG} tools, slowest of {len(keys)} keys, processor 4 times slower, one frame is 16.7 ms;"
        f" {ROUNDS} rounds, the slowest key of any took {max(map(max, rounds)):.1f} ms"
    )
    return Result("filter of a tool index", max(keys), 16.7, "less", "ms", detail)


def site(folder: Path, option: str, content: dict[str, Any]) -> Path:
    """A site that documents one file."""
    shutil.rmtree(folder, ignore_errors=True)
    sites.guides(folder / "docs", 0)
    (folder / "contract.json").write_text(json.dumps(content))
    sites.configuration(folder, [{"gatepost/gateway": {option: "contract.json"}}, "gatepost/reference"])
    return folder


def as_operations(tools: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """A description in which each tool is an operation: arguments are the request body, the result is the response."""
    paths = {f"/{tool['name']}": {"post": operation(tool)} for tool in tools}
    servers = [{"url": "https://gateway.example"}]
    return {"openapi": "3.1.0", "info": {"title": "Tools", "version": "1"}, "servers": servers, "paths": paths}


def operation(tool: dict[str, Any]) -> dict[str, Any]:
    """One tool as an operation; references of its schemas are led to where these stand now."""
    here = f"#/paths/~1{tool['name']}/post"
    answer: dict[str, Any] = {"description": "The result."}
    if "outputSchema" in tool:
        moved = led(tool["outputSchema"], f"{here}/responses/200/content/application~1json/schema")
        answer["content"] = {"application/json": {"schema": moved}}
    arguments = led(tool["inputSchema"], f"{here}/requestBody/content/application~1json/schema")
    return {
        "operationId": tool["name"],
        "tags": ["Tools"],
        "summary": tool["name"],
        "description": tool.get("description", ""),
        "requestBody": {"content": {"application/json": {"schema": arguments}}},
        "responses": {"200": answer},
    }


def led(schema: Any, base: str) -> Any:
    """A schema whose local references start at `base`."""
    if isinstance(schema, list):
        return [led(item, base) for item in schema]
    if not isinstance(schema, dict):
        return schema
    moved = {key: led(value, base) for key, value in schema.items() if key != "$schema"}
    if isinstance(reference := moved.get("$ref"), str) and reference.startswith("#"):
        moved["$ref"] = base + reference[1:]
    return moved
