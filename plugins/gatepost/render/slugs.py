"""Folder names of pages: ASCII, short, unique ignoring case, and the same whatever else a description gains."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import blake2b

LONGEST = 80
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_GAP = re.compile(r"[^a-z0-9]+")
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
"""Names that Windows keeps for itself."""


def slug(name: str) -> str:
    """Return a name in lower case ASCII words joined by hyphens; empty where nothing of it is ASCII."""
    name = _HUMP.sub("-", name)
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return _GAP.sub("-", name.lower()).strip("-")


def mark(name: str, digits: int = 6) -> str:
    """Return a short hexadecimal digest of a name."""
    return blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()[:digits]


def assign(wanted: Mapping[str, str], reserved: Iterable[str] = ()) -> dict[str, str]:
    """Return a slug for each name. `wanted` maps names to the slugs they would like.

    A slug that two names want goes to neither: each gets a digest of its name. So do empty ones, names of
    devices and reserved words; what is too long is cut and marked.
    """
    taken = Counter(wanted.values())
    refused = {*reserved, *_DEVICES}

    def settled(name: str, like: str, digits: int = 6) -> str:
        if like and len(like) <= LONGEST and taken[like] == 1 and like not in refused:
            return like
        short = like[: LONGEST - digits - 1].rstrip("-")
        return f"{short}-{mark(name, digits)}" if short else mark(name, digits)

    slugs = {name: settled(name, like) for name, like in wanted.items()}
    twice = {slug for slug, count in Counter(slugs.values()).items() if count > 1}
    return {name: settled(name, wanted[name], 16) if slug in twice else slug for name, slug in slugs.items()}


def operation_slug(declared: str, method: str, path: str, tag_slug: str) -> str:
    """Return the slug an operation would like: its id without the words of its tag, or method and path."""
    words = slug(declared) if declared else slug(f"{method.lower()} {path}")
    for prefix in (tag_slug, tag_slug.removesuffix("s")):
        if prefix and words.startswith(f"{prefix}-"):
            return words[len(prefix) + 1 :]
    return words
