"""A model provider on loopback, for real gateways to stand in front of: what it answers is the model that is asked for.

`plain` says a sentence, whole or as a stream; `limited` refuses with 429; `slow` streams for as long as it is let;
`fallen` fails.
"""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from typing import Any

from tests.serving import Quiet, answering

WORDS = "The gate is open and the harbour is quiet".split(" ")
USAGE = {"prompt_tokens": 5, "completion_tokens": len(WORDS), "total_tokens": 5 + len(WORDS)}
COMMON = {"id": "chatcmpl-1", "created": 1_700_000_000}


class _Answers(Quiet, BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        asked: dict[str, Any] = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
        model = str(asked.get("model", ""))
        if model == "limited":
            fault = {"error": {"message": "Slow down, please.", "type": "rate_limit_error", "code": "429"}}
            self._whole(429, fault, {"Retry-After": "3"})
        elif model == "fallen":
            self._whole(500, {"error": {"message": "The provider is down.", "type": "server_error"}}, {})
        elif asked.get("stream"):
            self._stream(model)
        else:
            message = {"role": "assistant", "content": " ".join(WORDS)}
            choices = [{"index": 0, "message": message, "finish_reason": "stop"}]
            whole = {**COMMON, "object": "chat.completion", "model": model, "choices": choices, "usage": USAGE}
            self._whole(200, whole, {"X-Request-Id": "req-1"})

    def _stream(self, model: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        try:
            for piece in _pieces(model):
                self._chunk(b"data: " + piece + b"\n\n")
                time.sleep(0.1)
            self._chunk(b"")
        except OSError:
            self.close_connection = True

    def _chunk(self, content: bytes) -> None:
        self.wfile.write(b"%x\r\n%b\r\n" % (len(content), content))

    def _whole(self, status: int, body: dict[str, Any], headers: dict[str, str]) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)


def _pieces(model: str) -> Iterator[bytes]:
    def piece(delta: dict[str, str], finish: str | None = None, **more: Any) -> bytes:
        choices = [{"index": 0, "delta": delta, "finish_reason": finish}]
        whole = {**COMMON, "object": "chat.completion.chunk", "model": model, "choices": choices, **more}
        return json.dumps(whole).encode()

    # Endless but for a test that forgets to cancel.
    for word in WORDS * 200 if model == "slow" else WORDS:
        yield piece({"content": f"{word} "})
    yield piece({}, "stop")
    yield piece({}, choices=[], usage=USAGE)
    yield b"[DONE]"


@contextmanager
def model_provider() -> Iterator[str]:
    """Run the provider on a free port; yields its origin."""
    with answering(_Answers, str) as origin:
        yield origin
