"""One conversation with an MCP server: connect in its era, list everything, hang up."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, suppress
from tempfile import TemporaryFile
from typing import Any

import anyio
import httpx2
import mcp_types as types
from mcp import Client, StdioServerParameters
from mcp.client._transport import Transport
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.exceptions import MCPError
from pydantic import ValidationError

from gatepost.errors import SnapshotError
from gatepost.model.schema import Json
from gatepost.snapshot.recording import Recording
from gatepost.snapshot.targets import Target

MAX_PAGES = 1_000
"""Pages of one list; a server that never stops gives up the snapshot, not the machine."""

MAX_ROUNDS = 3
"""Times that lists are read again because the server said meanwhile that they changed."""

CAPABILITIES = ("elicitation", "roots", "sampling")
"""What a client can declare. Servers hide tools that need one that is not declared, so all are by default."""

ERAS = {"auto": "auto", "legacy": "legacy", "modern": "2026-07-28"}
"""Choices of era, as the client library calls them."""

_SERVER_INFO = "io.modelcontextprotocol/serverInfo"
_CLIENT_CAPABILITIES = "io.modelcontextprotocol/clientCapabilities"
_LISTS = (
    ("tools", "tools/list", "list_tools"),
    ("prompts", "prompts/list", "list_prompts"),
    ("resources", "resources/list", "list_resources"),
    ("resourceTemplates", "resources/templates/list", "list_resource_templates"),
)
_METHOD_NOT_FOUND = -32601

Facts = dict[str, Any]
"""What was learned: the members of a snapshot, raw."""


async def converse(target: Target, era: str, capabilities: Sequence[str], timeout: float) -> Facts:
    """Return what the server says of itself and its lists. Raises SnapshotError.

    A server that was asked in the newest era is greeted in the older one too, to learn whether it speaks both.
    """
    facts: Facts = await _talk(target, era, capabilities, timeout, _everything)
    if era == "auto" and facts["era"] == "modern":
        with suppress(SnapshotError):
            older: str = await _talk(target, "legacy", capabilities, timeout, _version)
            facts["protocolVersions"] = sorted({older, *(facts["protocolVersions"] or [facts["protocolVersion"]])})
    return facts


Saying = Callable[[Client, Recording], Awaitable[Any]]
"""What is said while the connection stands."""


async def _talk(target: Target, era: str, capabilities: Sequence[str], timeout: float, saying: Saying) -> Any:
    async with AsyncExitStack() as stack:
        errors = stack.enter_context(TemporaryFile("w+", encoding="utf-8", errors="replace"))
        recording = Recording(await _transport(target, stack, errors, timeout))
        try:
            with anyio.fail_after(timeout * 10):
                async with Client(
                    recording,
                    mode=ERAS[era],
                    read_timeout_seconds=timeout,
                    client_info=types.Implementation(name="gatepost", version="1"),
                    cache=None,
                    **_callbacks(capabilities),
                ) as client:
                    return await saying(client, recording)
        except Exception as error:
            if isinstance(error, SnapshotError):
                raise
            raise SnapshotError(_told(error, target, errors)) from error


async def _version(client: Client, recording: Recording) -> str:
    return client.protocol_version


async def _everything(client: Client, recording: Recording) -> Facts:
    if not _hello(recording):  # a version that was adopted without asking
        await client.session.send_discover(client.protocol_version)
    lists = await _all_lists(client, recording)
    return {**_facts(client, recording), **lists}


async def _transport(target: Target, stack: AsyncExitStack, errors: Any, timeout: float) -> Transport:
    if target.command:
        program, *arguments = target.command
        parameters = StdioServerParameters(command=program, args=arguments, env=dict(target.environment) or None)
        return stdio_client(parameters, errlog=errors)
    http = httpx2.AsyncClient(headers=dict(target.headers), timeout=timeout)
    await stack.enter_async_context(http)
    return streamable_http_client(target.url, http_client=http)


def _callbacks(capabilities: Sequence[str]) -> dict[str, Any]:
    """Callbacks are how the library is told what to declare; lists ask for none of them, so each declines."""

    async def elicit(context: Any, request: Any) -> types.ElicitResult:
        return types.ElicitResult(action="decline")

    async def sample(context: Any, request: Any) -> types.ErrorData:
        return types.ErrorData(code=-1, message="A snapshot answers no sampling requests.")

    async def roots(context: Any) -> types.ListRootsResult:
        return types.ListRootsResult(roots=[])

    known = {"elicitation": elicit, "sampling": sample, "roots": roots}
    names = {"elicitation": "elicitation_callback", "sampling": "sampling_callback", "roots": "list_roots_callback"}
    return {names[name]: known[name] for name in capabilities}


async def _all_lists(client: Client, recording: Recording) -> Facts:
    """Read every list; again when the server says meanwhile that one of them changed."""
    declared = _capabilities(recording) or {}
    for _ in range(MAX_ROUNDS):
        recording.notifications.clear()
        found = {
            name: await _list(name, method, getattr(client, call), recording)
            for name, method, call in _LISTS
            if name == "tools" or method.partition("/")[0] in declared
        }
        if not any(method.endswith("/list_changed") for method in recording.notifications):
            break
    return {name: found.get(name, []) for name, _, _ in _LISTS}


async def _list(name: str, method: str, call: Callable[..., Awaitable[Any]], recording: Recording) -> list[Json]:
    """Follow the cursors of one list and return its raw entries; none where the server does not know the method."""
    items: list[Json] = []
    cursor, seen = None, set()
    for _ in range(MAX_PAGES):
        count = len(recording.results)
        try:
            await call(cursor=cursor)
        except ValidationError:  # the library is strict; what the server sent was noted all the same
            pass
        except MCPError as error:
            if error.error.code == _METHOD_NOT_FOUND:
                return items
            raise
        fresh = [result for answered, result in recording.results[count:] if answered == method]
        if not fresh:
            raise SnapshotError(f"The server did not answer {method}.")
        page = fresh[-1].get(name)
        items += page if isinstance(page, list) else []
        cursor = fresh[-1].get("nextCursor")
        if not isinstance(cursor, str) or not cursor:
            return items
        if cursor in seen:
            raise SnapshotError(f"The server repeats the cursor of {method}, so its list never ends. Report it there.")
        seen.add(cursor)
    raise SnapshotError(f"The list of {method} has more than {MAX_PAGES:,} pages.")


def _capabilities(recording: Recording) -> Json:
    return _hello(recording).get("capabilities")


def _hello(recording: Recording) -> dict[str, Any]:
    """The result that introduced the server: of the handshake, else of server/discover."""
    return recording.last("initialize") or recording.last("server/discover") or {}


def _facts(client: Client, recording: Recording) -> Facts:
    hello = _hello(recording)
    is_legacy = recording.last("initialize") is not None
    meta = hello.get("_meta") if isinstance(hello.get("_meta"), dict) else {}
    asked = recording.parameters.get("initialize" if is_legacy else "tools/list", {})
    declared = asked.get("capabilities") if is_legacy else (asked.get("_meta") or {}).get(_CLIENT_CAPABILITIES)
    return {
        "era": "legacy" if is_legacy else "modern",
        "protocolVersion": client.protocol_version,
        "protocolVersions": hello.get("supportedVersions"),
        "clientCapabilities": declared or {},
        "server": hello.get("serverInfo") or (meta or {}).get(_SERVER_INFO) or {},
        "serverCapabilities": hello.get("capabilities") or {},
        "instructions": hello.get("instructions"),
    }


def _told(error: BaseException, target: Target, errors: Any) -> str:
    """The innermost reason in words, with the last lines that a local server wrote to its standard error."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    reason = str(error) or type(error).__name__
    errors.seek(0)
    lines = [line.rstrip() for line in errors.read()[-2_000:].splitlines() if line.strip()][-3:]
    said = f" The server wrote: {' | '.join(lines)}" if lines else ""
    return f"{target} could not be read as an MCP server: {reason}.{said}"
