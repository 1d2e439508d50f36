"""CODEOWNERS: who answers for a file."""

import re
from collections.abc import Callable

Owners = Callable[[str], str]


def owners(text: str) -> Owners:
    """Return a function from a file, relative to the project, to its owners; the last line that fits counts."""
    lines = [line.split("#")[0].split() for line in text.splitlines()]
    rules = [(_pattern(line[0]), " ".join(line[1:])) for line in lines if line]

    def owner_of(file: str) -> str:
        return next((names for pattern, names in reversed(rules) if pattern.match(file)), "")

    return owner_of


def _pattern(glob: str) -> re.Pattern[str]:
    anchored = "/" in glob.rstrip("/")
    parts = re.split(r"(\*\*/?|\*|\?)", glob.strip("/"))
    signs = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    body = "".join(signs.get(part, re.escape(part)) for part in parts)
    return re.compile(("" if anchored else "(?:.*/)?") + body + "(?:/.*)?$")
