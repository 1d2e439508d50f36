"""Operations that clients made for OpenAI's API can call."""

import re

from gatepost.model.gateway import Gateway
from gatepost.model.operation import Operation

CALLS = {
    "POST /chat/completions": "chat.completions.create",
    "POST /completions": "completions.create",
    "POST /responses": "responses.create",
    "POST /embeddings": "embeddings.create",
    "POST /moderations": "moderations.create",
    "POST /images/generations": "images.generate",
    "POST /audio/speech": "audio.speech.create",
    "POST /audio/transcriptions": "audio.transcriptions.create",
    "POST /audio/translations": "audio.translations.create",
    "GET /models": "models.list",
    "GET /models/{}": "models.retrieve",
}
"""Method and end of the path, and the method of the client; the first that matches counts."""

REQUIRED = {
    "chat.completions.create": ("model", "messages"),
    "completions.create": ("model", "prompt"),
    "responses.create": ("model", "input"),
    "embeddings.create": ("model", "input"),
    "moderations.create": ("input",),
    "images.generate": ("prompt",),
    "audio.speech.create": ("model", "input", "voice"),
    "audio.transcriptions.create": ("file", "model"),
    "audio.translations.create": ("file", "model"),
}
"""What the client's methods, and the operations behind them, cannot do without."""

_CHAT = "/chat/completions"


def dialect_call(operation: Operation, gateway: Gateway) -> tuple[str, str]:
    """Return the client's method and the path before the part that it adds; empty strings for other operations.

    Ends such as `/models` say nothing by themselves: chat completions must stand beside them.
    """
    last = operation.path.rpartition("/")[2]
    if last not in _LAST and not last.startswith("{"):
        return "", ""
    shape = f"{operation.method} {re.sub(r'{[^{}]*}$', '{}', operation.path)}"
    for form, call in CALLS.items():
        method, _, end = form.partition(" ")
        if shape.startswith(method + " ") and shape.endswith(end):
            start = shape[len(method) + 1 : -len(end)]
            return (call, start) if end == _CHAT or _has_chat(gateway, start) else ("", "")
    return "", ""


_LAST = {form.rpartition("/")[2] for form in CALLS}


def _has_chat(gateway: Gateway, start: str) -> bool:
    path = start + _CHAT
    return any(operation.path == path and operation.method == "POST" for operation in gateway.operations)
