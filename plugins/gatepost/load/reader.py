"""Bytes of one file to a Document, as JSON or as YAML."""

import json
from hashlib import blake2b
from pathlib import Path

import jiter

from gatepost.load.fault import Fault
from gatepost.load.json_text import read_json
from gatepost.load.text import as_utf8
from gatepost.load.yaml_lines import YamlLines
from gatepost.load.yaml_text import read_yaml
from gatepost.model.document import Document
from gatepost.model.schema import Json
from gatepost.model.source import Lines

_CACHE_VERSION = 1
"""Goes up when the same bytes are read into other values than before."""


def read_document(file: str, content: bytes, cache: Path | None) -> Document:
    """Return the document of a file's bytes; `cache` is the folder of the build cache. Raises Fault."""
    digest = blake2b(content, digest_size=20).hexdigest()
    root, lines = _read(file, content, digest, cache)
    return Document(file=file, root=root, lines=lines, digest=digest)


def _read(file: str, content: bytes, digest: str, cache: Path | None) -> tuple[Json, Lines]:
    text = as_utf8(content)
    if not text.strip():
        raise Fault("empty-file", "The file is empty. Write an OpenAPI description into it.")
    if file.endswith(".json"):
        return read_json(text)
    if text.lstrip()[:1] in (b"{", b"["):  # JSON is YAML as well, and reads a hundred times faster
        try:
            return read_json(text)
        except Fault as fault:
            if fault.rule != "not-json":
                raise
    return _cached_yaml(text, cache / f"yaml-{digest}.json") if cache else read_yaml(text)


def _cached_yaml(text: bytes, entry: Path) -> tuple[Json, YamlLines]:
    """Read YAML once for each content: the entry has the tree on its second line, the lines on its third."""
    try:
        head, root, tree = entry.read_bytes().split(b"\n")
        if head == f"gatepost {_CACHE_VERSION}".encode():
            value = jiter.from_json(root)
            return value, YamlLines(value, tree)
    except (OSError, ValueError):
        pass  # absent or damaged: read anew
    value, lines = read_yaml(text)
    parts = (f"gatepost {_CACHE_VERSION}", json.dumps(value), json.dumps(lines.tree, separators=(",", ":")))
    _write(entry, "\n".join(parts))
    return value, lines


def _write(entry: Path, text: str) -> None:
    entry.parent.mkdir(parents=True, exist_ok=True)
    unfinished = entry.with_suffix(".new")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(entry)
