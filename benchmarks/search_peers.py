"""The peers of the search: the same passages, queries and scorer."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote

from playwright.sync_api import sync_playwright

from benchmarks.browser import CHROMIUM
from gatepost.model.passage import Passage
from tests.serving import static_site

FOLDER = Path(__file__).parent / "peers"
ASK = """async asked => {
  const pagefind = await import("/pagefind/pagefind.js");
  await pagefind.options({basePath: "/pagefind/", baseUrl: "/"});
  const found = {};
  for (const {id, text} of asked) {
    const {results} = await pagefind.search(text);
    const shown = await Promise.all(results.slice(0, 12).map(one => one.data()));
    found[id] = shown.map(one => one.raw_url ?? one.url);
  }
  return found;
}"""
PEERS = {"lunr": "lunr with Material's boosts", "minisearch": "MiniSearch"}


def scores(
    passages: Sequence[Passage], folder: Path, score: Callable[[Path], float], packages: Path = FOLDER
) -> Iterator[tuple[str, float]]:
    """Yield each peer that is installed with its nDCG@10; `score` judges a file of answers."""
    documents = folder / "documents.json"
    documents.write_text(json.dumps([_document(passage) for passage in passages]))
    queries = folder / "queries-text.json"
    node = shutil.which("node") or "node"
    for name, title in PEERS.items():
        if not (packages / "node_modules" / name).is_dir():
            continue
        out = folder / f"ranked-{name}.json"
        command = [node, FOLDER / "search.mjs", packages, documents, queries, out, name]
        subprocess.run(list(map(str, command)), check=True)
        yield title, score(out)
    if (packages / "node_modules" / "pagefind").is_dir():
        out = folder / "ranked-pagefind.json"
        subprocess.run([node, FOLDER / "pagefind.mjs", packages, documents, folder / "pagefind"], check=True)
        out.write_text(json.dumps(_by_pagefind(folder, queries)))
        yield "Pagefind", score(out)


def _by_pagefind(folder: Path, queries: Path) -> dict[str, list[dict[str, str]]]:
    """Ask Pagefind in a browser, where alone it runs."""
    asked = json.loads(queries.read_text())["queries"]
    with sync_playwright() as playwright, static_site(folder) as base:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(CHROMIUM))
        page = browser.new_page()
        page.goto(f"{base}pagefind/pagefind-entry.json")
        found: dict[str, list[str]] = page.evaluate(ASK, asked)
        browser.close()
    return {name: [{"address": unquote(url.strip("/"))} for url in urls] for name, urls in found.items()}


def _document(passage: Passage) -> dict[str, str]:
    parts = " ".join(f"{part.name} {part.text}" for part in passage.parts)
    text = f"{passage.name} {passage.method} {passage.path} {passage.text} {parts}"
    return {"address": str(passage.address), "title": passage.title, "text": text, "tags": " ".join(passage.tags)}
