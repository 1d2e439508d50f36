"""What a site carries so that readers may have a model understand their questions: all-MiniLM-L6-v2, in the page."""

from hashlib import blake2b
from pathlib import Path

from gatepost.in_page import ASSETS, InPage, manifest

LOADED = ("model.bin", "runtime.bin", "space.bin", "vocabulary.txt")
"""Files that a page reads; the others are licences."""


def model_in_page(assets: Path = ASSETS) -> InPage:
    """Return model, vocabulary and what runs them, with their licences, in a folder named by its content.

    `told` has the folder, relative to that of the search, and how many bytes a reader loads. Raises ConfigurationError
    where the frontend is not built or the extra `gatepost[sentences]` is not installed.
    """
    from gatepost.index import model_files

    found = manifest(assets)["sentences"]
    runtime = {name: assets / "sentences" / name for name in found["files"]}
    files: dict[str, Path | bytes] = {**model_files(), **runtime}
    digest = blake2b(digest_size=6)
    for name, content in sorted(files.items()):
        digest.update(name.encode() + b"\0" + _read(content))
    folder = f"sentences-{digest.hexdigest()}"
    loaded = sum(_size(files[name]) for name in LOADED)
    placed: dict[str, Path | bytes] = {f"{folder}/{name}": content for name, content in files.items()}
    return InPage({found["script"]: assets / found["script"], **placed}, {"folder": f"../{folder}/", "bytes": loaded})


def _read(content: Path | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.read_bytes()


def _size(content: Path | bytes) -> int:
    return len(content) if isinstance(content, bytes) else content.stat().st_size
