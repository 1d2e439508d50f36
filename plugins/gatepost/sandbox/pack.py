"""Packs a sandbox into one archive that a page unpacks: its code, its descriptions, its behaviours."""

from __future__ import annotations

import gzip
import json
import tarfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

OWN = Path(__file__).parent
NOT_IN_A_PAGE = ("pack.py", "serve.py")


def pack(
    descriptions: Sequence[Mapping[str, Any]],
    behaviours: Path | None = None,
    *,
    snapshots: Sequence[Mapping[str, Any]] = (),
    seed: int = 1,
    still: bool = False,
) -> bytes:
    """The archive (tar, gzip) as bytes, equal for equal input; `still` stops its clock and its pauses, to compare.

    `gatepost.sandbox.page.unpacked` makes a sandbox of it again.
    """
    settings = {"seed": seed, "still": still, "snapshots": list(snapshots)}
    return archived(_contents(descriptions, behaviours, settings))


def archived(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Files, by name, as one archive (tar, gzip) that is equal for equal input."""
    buffer = BytesIO()
    # One stream for many small files that are alike: a fifth smaller than a zip file.
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, content in files:
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, BytesIO(content))
    return gzip.compress(buffer.getvalue(), 9, mtime=0)


def _contents(
    descriptions: Sequence[Mapping[str, Any]], behaviours: Path | None, settings: Mapping[str, Any]
) -> Iterator[tuple[str, bytes]]:
    yield "sandbox.json", json.dumps(settings).encode()
    for number, description in enumerate(descriptions):
        text = json.dumps(description, ensure_ascii=False, separators=(",", ":"))
        yield f"descriptions/{number:03d}.json", text.encode("utf-8", "surrogatepass")
    yield "gatepost/__init__.py", b""
    for path in sorted(OWN.glob("*.py")):
        if path.name not in NOT_IN_A_PAGE:
            yield f"gatepost/sandbox/{path.name}", path.read_bytes()
    for path in sorted(behaviours.rglob("*")) if behaviours else ():
        name = path.relative_to(behaviours or path).as_posix()
        if path.is_file() and "__pycache__" not in name and not any(part[0] == "." for part in name.split("/")):
            yield f"behaviours/{name}", path.read_bytes()
