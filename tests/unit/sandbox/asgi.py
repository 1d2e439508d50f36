"""A client that speaks the ASGI protocol to a sandbox in this process."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gatepost.sandbox import Sandbox

KEY = {"authorization": "Bearer sk-sandbox"}


@dataclass
class Answer:
    """A response, its body whole and in the chunks it came in."""

    status: int
    headers: dict[str, str]
    chunks: list[bytes] = field(default_factory=list)

    @property
    def body(self) -> bytes:
        return b"".join(self.chunks)

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def message(self) -> str:
        return self.json["error"]["message"]


class Client:
    """Calls a sandbox made with `check=True`, so that an answer against its contract is a 500."""

    def __init__(self, description: Any, **options: Any) -> None:
        self.sandbox = Sandbox(description, **{"pace": 0.0, "check": True, **options})

    def __call__(
        self,
        method: str,
        target: str,
        *,
        json_body: Any = None,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
        key: bool = True,
    ) -> Answer:
        sent = {**(KEY if key else {}), **(headers or {})}
        if json_body is not None:
            body = json.dumps(json_body).encode()
            sent.setdefault("content-type", "application/json")
        return asyncio.run(self.call(method, target, body, sent))

    async def call(self, method: str, target: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        path, _, query = target.partition("?")
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers.items()],
        }
        messages: list[dict[str, Any]] = []
        waiting = [{"type": "http.request", "body": body, "more_body": False}]

        async def receive() -> dict[str, Any]:
            if not waiting:
                await asyncio.Event().wait()
            return waiting.pop()

        async def send(message: Any) -> None:
            messages.append(dict(message))

        await self.sandbox(scope, receive, send)
        start, *rest = messages
        headers = {name.decode(): value.decode("latin-1") for name, value in start["headers"]}
        return Answer(start["status"], headers, [one["body"] for one in rest if one.get("body")])
