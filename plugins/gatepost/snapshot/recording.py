"""Keeps what goes over an MCP connection, word for word.

The client library turns results into its own types: keys it does not know are lost, and one tool without a schema
makes it refuse the whole list. A snapshot wants what an agent receives, so the messages are noted as they pass.
"""

from types import TracebackType
from typing import Any, Self

from mcp.client._transport import ReadStream, Transport, TransportStreams, WriteStream
from mcp.shared.message import SessionMessage
from mcp_types import JSONRPCNotification, JSONRPCRequest, JSONRPCResponse

from gatepost.model.schema import Json

Message = SessionMessage | Exception


class Recording:
    """A transport around another one; `results` has method and raw result of each answered request, in order."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._asked: dict[str | int, str] = {}
        self.parameters: dict[str, Json] = {}
        self.results: list[tuple[str, dict[str, Any]]] = []
        self.notifications: list[str] = []

    def last(self, method: str) -> dict[str, Any] | None:
        """Return the newest result of a method, None when there is none."""
        return next((result for name, result in reversed(self.results) if name == method), None)

    def sent(self, message: SessionMessage) -> None:
        """Note a message of the client."""
        if isinstance(message.message, JSONRPCRequest):
            self._asked[message.message.id] = message.message.method
            self.parameters[message.message.method] = message.message.params or {}

    def received(self, message: Message) -> None:
        """Note a message of the server."""
        if isinstance(message, Exception):
            return
        inner = message.message
        if isinstance(inner, JSONRPCResponse) and inner.id in self._asked:
            self.results.append((self._asked[inner.id], dict(inner.result)))
        elif isinstance(inner, JSONRPCNotification):
            self.notifications.append(inner.method)

    async def __aenter__(self) -> TransportStreams:
        read, write = await self._transport.__aenter__()
        return _Read(read, self), _Write(write, self)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool | None:
        return await self._transport.__aexit__(kind, error, trace)


class _Stream:
    """What both directions share: everything but the messages is the inner stream's."""

    def __init__(self, inner: Any, recording: Recording) -> None:
        self._inner = inner
        self._recording = recording

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    async def aclose(self) -> None:
        await self._inner.aclose()

    async def __aenter__(self) -> Self:
        await self._inner.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool | None:
        closed: bool | None = await self._inner.__aexit__(kind, error, trace)
        return closed


class _Read(_Stream):
    async def receive(self) -> Message:
        message: Message = await self._inner.receive()
        self._recording.received(message)
        return message

    def __aiter__(self) -> ReadStream[Message]:
        return self

    async def __anext__(self) -> Message:
        message: Message = await self._inner.__anext__()
        self._recording.received(message)
        return message


class _Write(_Stream):
    async def send(self, item: SessionMessage, /) -> None:
        self._recording.sent(item)
        await self._inner.send(item)


_: type[WriteStream[SessionMessage]] = _Write
