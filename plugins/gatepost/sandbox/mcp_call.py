"""A call of a tool under way: its arguments, and what it may say to and ask of the client meanwhile."""

from __future__ import annotations

import asyncio
import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from gatepost.sandbox.behaviour import Call, Clock, State
from gatepost.sandbox.mcp import Tool, ToolError
from gatepost.sandbox.mcp_era import INVALID_PARAMS, MISSING_CAPABILITY, McpError, mapping
from gatepost.sandbox.mcp_schema import faults_of


class InputRequired(BaseException):
    """Ends a modern call that needs an answer from the user first."""

    def __init__(self, requests: dict[str, Any], state: str) -> None:
        super().__init__()
        self.requests = requests
        self.state = state


@dataclass(frozen=True)
class Elicited:
    """What the user did with a form: `accept` with its content, `decline` or `cancel`."""

    action: str
    content: dict[str, Any]

    @property
    def accepted(self) -> bool:
        """Whether the user filled the form in."""
        return self.action == "accept"


@dataclass
class Channel:
    """The way back to the client while a request is under way.

    `requests` are those of the server that wait for an answer (legacy era), by id; None where it cannot ask.
    """

    capabilities: Mapping[str, Any]
    token: Any = None
    streaming: bool = True
    pace: float = 1.0
    number: int = 0
    requests: dict[str, asyncio.Future[dict[str, Any]]] | None = None
    rounds: Rounds | None = None
    outgoing: asyncio.Queue[Any] = field(default_factory=asyncio.Queue)
    task: asyncio.Task[None] | None = None

    def notify(self, method: str, params: dict[str, Any]) -> None:
        """Sends a notification, if the client takes streams."""
        if self.streaming:
            self.outgoing.put_nowait({"jsonrpc": "2.0", "method": method, "params": params})

    async def ask(self, count: int, params: dict[str, Any]) -> dict[str, Any]:
        """Asks the user, in the way of the era, and returns the answer. Raises InputRequired, McpError, ToolError."""
        if self.rounds is not None:
            return self.rounds.answer(f"input-{count}", params, self.capabilities)
        if self.requests is None or not self.streaming or "elicitation" not in self.capabilities:
            raise ToolError("This tool asks the user first, and the client did not declare the capability elicitation.")
        id = f"elicit-{self.number}-{count}"
        waiting = self.requests[id] = asyncio.get_running_loop().create_future()
        self.outgoing.put_nowait({"jsonrpc": "2.0", "id": id, "method": "elicitation/create", "params": params})
        try:
            answer: dict[str, Any] = await waiting
            return answer
        finally:
            del self.requests[id]


@dataclass
class Rounds:
    """The answers that a modern call carries: those of its last round, and earlier ones in the state."""

    secret: bytes
    subject: str
    answers: dict[str, Any]

    @classmethod
    def of(cls, secret: str, subject: Any, params: Mapping[str, Any]) -> Rounds:
        """Reads `requestState` and `inputResponses`; raises McpError -32602 where the state is not of this call."""
        made = cls(secret.encode(), sha256(json.dumps(subject, sort_keys=True).encode()).hexdigest(), {})
        state, responses = params.get("requestState"), mapping(params.get("inputResponses"))
        if state is not None:
            made.answers = made._opened(str(state)) | responses
        elif responses:
            raise McpError(INVALID_PARAMS, "inputResponses need the requestState that they answer.")
        return made

    def answer(self, key: str, params: dict[str, Any], capabilities: Mapping[str, Any]) -> dict[str, Any]:
        """The answer of the user; raises InputRequired where there is none yet, McpError where nobody can be asked."""
        if key in self.answers:
            return mapping(self.answers[key])
        if "elicitation" not in capabilities:
            needed: dict[str, Any] = {"requiredCapabilities": {"elicitation": {}}}
            raise McpError(MISSING_CAPABILITY, "This tool needs a client with the capability elicitation.", needed)
        raise InputRequired({key: {"method": "elicitation/create", "params": params}}, self._closed())

    def _closed(self) -> str:
        body = json.dumps({"subject": self.subject, "answers": self.answers}).encode()
        return urlsafe_b64encode(self._seal(body) + body).decode()

    def _opened(self, state: str) -> dict[str, Any]:
        try:
            whole = urlsafe_b64decode(state)
            seal, body = whole[:32], whole[32:]
            held = json.loads(body) if hmac.compare_digest(seal, self._seal(body)) else {}
        except ValueError:
            held = {}
        if held.get("subject") != self.subject:
            raise McpError(INVALID_PARAMS, "requestState is not one of this call. Send it back as it came.")
        return mapping(held["answers"])

    def _seal(self, body: bytes) -> bytes:
        return hmac.digest(self.secret, body, "sha256")


@dataclass
class ToolCall:
    """One call of a tool, its arguments validated and with the defaults of the schema.

    `call` is the HTTP request it came in: key, headers, number. `name` is the tool's name as the client knows it. In
    the modern era a tool that elicits is run anew with every answer, so it should change nothing before it asks.
    """

    tool: Tool
    name: str
    view: str
    arguments: dict[str, Any]
    call: Call
    channel: Channel
    _asked: int = 0

    @property
    def state(self) -> State:
        """What the sandbox remembers."""
        return self.call.state

    @property
    def clock(self) -> Clock:
        """The sandbox's time."""
        return self.call.clock

    def progress(self, done: float, total: float | None = None, message: str | None = None) -> None:
        """Tells how far the work is, where the client asked to be told."""
        if self.channel.token is not None:
            more = {"total": total, "message": message}
            told = {key: value for key, value in more.items() if value is not None}
            self.channel.notify(
                "notifications/progress", {"progressToken": self.channel.token, "progress": done, **told}
            )

    async def wait(self, seconds: float) -> None:
        """Takes some time, at the sandbox's pace."""
        self.clock.advance(seconds)
        await asyncio.sleep(seconds * self.channel.pace)

    async def elicit(self, message: str, properties: Mapping[str, Any], required: list[str] | None = None) -> Elicited:
        """Asks the user to fill a flat form in. Raises ToolError where the client cannot ask, or answers wrongly."""
        schema: dict[str, Any] = {"type": "object", "properties": dict(properties)}
        if required:
            schema["required"] = required
        self._asked += 1
        params = {"mode": "form", "message": message, "requestedSchema": schema}
        answer = await self.channel.ask(self._asked, params)
        action, content = answer.get("action"), mapping(answer.get("content"))
        if action not in ("accept", "decline", "cancel"):
            raise ToolError("The client answered the form with an action that the protocol does not know.")
        faults = faults_of(schema, content) if action == "accept" else []
        if faults:
            raise ToolError(f"The answer to the form does not fit: {faults[0]}.")
        return Elicited(str(action), content)
