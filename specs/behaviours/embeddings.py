"""Embeddings: hashed bags of words and their parts."""

from __future__ import annotations

import base64
import struct
from typing import Any

from gatepost.sandbox.behaviour import Call, Reply, operation

from . import access, passage, tokens, vectors


@operation("createEmbeddings")
def create_embeddings(call: Call) -> Reply:
    """A unit vector for each text, as it is after guardrails."""
    sent = access.sent(call)
    texts = [sent["input"]] if isinstance(sent["input"], str) else sent["input"]
    messages = [{"role": "user", "content": text} for text in texts]
    answered = passage.answer(call, passage.Prompt(sent["model"], messages, ability="embeddings"))
    answered.finish()
    encode = _base64 if sent.get("encoding_format") == "base64" else list
    found = [
        {
            "object": "embedding",
            "index": index,
            "embedding": encode(vectors.vector(tokens.text_of(message), sent.get("dimensions", 256))),
        }
        for index, message in enumerate(messages)
    ]
    used: dict[str, Any] = answered.usage()
    del used["completion_tokens"]
    body = {"object": "list", "model": answered.model["id"], "data": found, "usage": used}
    return Reply(body=body, headers=answered.headers)


def _base64(values: list[float]) -> str:
    return base64.b64encode(struct.pack(f"<{len(values)}f", *values)).decode()
