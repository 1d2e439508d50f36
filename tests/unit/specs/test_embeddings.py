import base64
import struct
from typing import Any

import pytest

from tests.unit.specs.postern import Postern, error


def embed(*texts: str, **more: Any) -> list[list[float]]:
    body = {"model": "fjord-embed-3", "input": list(texts), **more}
    return [item["embedding"] for item in Postern().post("/v1/embeddings", body).json["data"]]


def likeness(one: list[float], other: list[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


def test_vectors_have_length_one() -> None:
    for vector in embed("Rotate a key", "!!!", "的", "the the the", dimensions=64):
        assert len(vector) == 64
        assert likeness(vector, vector) == pytest.approx(1, abs=1e-4)


def test_similar_texts_are_nearer() -> None:
    key, same, near, far = embed(
        "How do I rotate a key?", "how do i ROTATE a key", "Rotating virtual keys", "Herons stand in shallow water"
    )
    assert likeness(key, same) == pytest.approx(1, abs=1e-4)
    assert likeness(key, near) > likeness(key, far) + 0.2


def test_base64_is_the_same_vector() -> None:
    (numbers,) = embed("Rotate a key")
    packed: Any = embed("Rotate a key", encoding_format="base64")[0]
    assert struct.unpack("<256f", base64.b64decode(packed)) == pytest.approx(numbers, abs=1e-6)


def test_it_is_paid_for_by_the_prompt() -> None:
    postern = Postern()
    answer = postern.post("/v1/embeddings", {"model": "fjord-embed-3", "input": "four four"})
    assert answer.json["usage"] == {"prompt_tokens": 3, "total_tokens": 3, "cost_usd": 0.0000015}
    assert answer.headers["x-postern-cost-usd"] == "0.0000015"


def test_a_chat_model_does_not_embed() -> None:
    body = {"model": "meridian-4", "input": "Rotate a key"}
    assert error(Postern().post("/v1/embeddings", body, expect=404)) == "model_not_able"


def test_personal_data_is_masked_before_it_is_embedded() -> None:
    one, other = embed("Write to ada@example.com", "Write to grace@example.org")
    assert one == other
