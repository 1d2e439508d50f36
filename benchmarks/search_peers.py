"""The peers of the search: the same passages, queries and scorer."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from gatepost.model.passage import Passage

FOLDER = Path(__file__).parent / "peers"
PEERS = {"lunr": "lunr with Material's boosts", "minisearch": "MiniSearch"}


def scores(
    passages: Sequence[Passage], folder: Path, score: Callable[[Path], float], packages: Path = FOLDER
) -> Iterator[tuple[str, float]]:
    """Yield each peer that is installed with its nDCG@10; `score` judges a file of answers."""
    documents = folder / "documents.json"
    documents.write_text(json.dumps([_document(passage) for passage in passages]))
    node = shutil.which("node") or "node"
    for name, title in PEERS.items():
        if not (packages / "node_modules" / name).is_dir():
            continue
        out = folder / f"ranked-{name}.json"
        queries = folder / "queries-text.json"
        command = [node, FOLDER / "search.mjs", packages, documents, queries, out, name]
        subprocess.run(list(map(str, command)), check=True)
        yield title, score(out)


def _document(passage: Passage) -> dict[str, str]:
    parts = " ".join(f"{part.name} {part.text}" for part in passage.parts)
    text = f"{passage.name} {passage.method} {passage.path} {passage.text} {parts}"
    return {"address": str(passage.address), "title": passage.title, "text": text, "tags": " ".join(passage.tags)}
