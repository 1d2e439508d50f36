"""The skeleton of a migration guide: a section for each breaking change, which a writer completes."""

import re
from collections.abc import Callable, Iterator, Sequence
from hashlib import blake2b

import msgspec

from gatepost.model.change import Change, ChangeGroup, together

BLOCK = re.compile(r"<!-- gatepost:begin (?P<key>[0-9a-f]{10}) -->\n.*?<!-- gatepost:end -->", re.DOTALL)
"""What is written anew each time; everything between blocks belongs to the writer."""
GONE = "This change is not there any more."
TODO = "*What callers have to do.*"
Calls = Callable[[Sequence[Change]], str]
"""Writes the calls that changes of one operation or tool are about as Markdown, before and after; empty for none."""


def migration(changes: Sequence[Change], title: str, written: str = "", calls: Calls = lambda _: "") -> str:
    """Return a migration guide of what breaks. `written` is the guide as it is: what a writer added to it stays.

    A section whose change is gone says so and is left to the writer to remove; new ones come last.
    """
    blocks = dict(_blocks(changes, calls))
    if not written.strip():
        parts = [f"# Migrate to {title}", *(f"{block}\n\n{TODO}" for block in blocks.values())]
        return "\n\n".join(parts) + "\n"
    known = {found["key"] for found in BLOCK.finditer(written)}
    kept = BLOCK.sub(lambda found: blocks.get(found["key"]) or _framed(found["key"], GONE), written)
    new = [f"{block}\n\n{TODO}" for key, block in blocks.items() if key not in known]
    return "\n\n".join([kept.rstrip(), *new]) + "\n"


def _blocks(changes: Sequence[Change], calls: Calls) -> Iterator[tuple[str, str]]:
    for group in together(one for one in changes if one.severity == "breaking"):
        first = group.first
        basis = f"{first.rule} {first.message} {first.subject if len(group.subjects) == 1 else ''}"
        key = blake2b(basis.encode("utf-8", "replace"), digest_size=5).hexdigest()
        yield key, _framed(key, "\n\n".join(_section(group, calls)))


def _section(group: ChangeGroup, calls: Calls) -> Iterator[str]:
    first = group.first
    yield f"## {_inert(first.message).rstrip('.')}"
    named = [f"- `{_inert(address.name)}`" for address in group.subjects]
    yield "\n".join(named)
    # Where many operations changed alike, the calls of one say it.
    shown = calls([one for one in group.changes if one.subject == first.subject])
    shown = "" if "-->" in shown or "<!--" in shown else shown
    if not shown and (first.before is not None or first.after is not None):
        sides = (("Before", first.before), ("After", first.after))
        yield "\n".join(f"{name}: `{_shown(value)}`" + ("  " if name == "Before" else "") for name, value in sides)
    if first.replacement is not None:
        yield f"Instead: `{_inert(first.replacement.name)}`"
    if shown:
        yield shown


def _shown(value: object) -> str:
    words = value if isinstance(value, str) else msgspec.json.encode(value, enc_hook=str).decode("utf-8", "replace")
    return _inert(words[:200]) if value is not None else "nothing"


def _inert(words: str) -> str:
    """Return words of a description that end neither the block nor a line of it."""
    return " ".join(words.replace("-->", "->").replace("<!--", "<-").split())


def _framed(key: str, text: str) -> str:
    return f"<!-- gatepost:begin {key} -->\n{text}\n<!-- gatepost:end -->"
