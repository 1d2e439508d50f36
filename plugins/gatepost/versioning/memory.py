"""Changes between versions, remembered for the next build of the same files."""

import os
from hashlib import blake2b
from pathlib import Path

import msgspec

from gatepost.model.change import Change
from gatepost.pipeline import Built

LISTED = ("mcp", "tool", "prompt", "resource")
"""Kinds that snapshots list."""
Changes = tuple[Change, ...]


class Memory:
    """What changed between two builds, from the cache where it is known. `state` is that of the code."""

    def __init__(self, cache: Path | None, state: str) -> None:
        self._cache, self._state = cache, state

    def changes(self, old: Built, new: Built) -> Changes:
        """Return what changed, worst first; kinds of things that only one of the two documents are not compared."""
        key = blake2b(f"{self._state} {_basis(old)} {_basis(new)}".encode(), digest_size=16).hexdigest()
        path = self._cache / "changes" / key if self._cache else None
        if path is not None and path.exists():
            try:
                return msgspec.msgpack.decode(path.read_bytes(), type=Changes)
            except (OSError, msgspec.MsgspecError):
                pass
        found = _compared(old, new)
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary = path.with_name(f".{path.name}-{os.getpid()}")
            temporary.write_bytes(msgspec.msgpack.encode(found, enc_hook=str))
            os.replace(temporary, path)
        return found


def _compared(old: Built, new: Built) -> Changes:
    from gatepost.diff import diff

    before, after = old.made.gateway, new.made.gateway
    if not before.mcp_servers or not after.mcp_servers:
        before = msgspec.structs.replace(before, mcp_servers=())
        after = msgspec.structs.replace(after, mcp_servers=())
    if not before.descriptions or not after.descriptions:
        return tuple(
            change for change in diff(before, after) if change.address.kind in ("mcp", "tool", "prompt", "resource")
        )
    return diff(before, after)


def _basis(built: Built) -> str:
    """Return what a build follows from: options, code, and the digests of all files."""
    return f"{built.contents.basis} {sorted(built.contents.files.items())}"
