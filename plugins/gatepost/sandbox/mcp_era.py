"""The two eras of MCP on one URL: what a request must carry in each, and how each refuses.

Modern is 2026-07-28, where every request stands alone; legacy is the handshake of 2025-11-25 and before.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from typing import Any

MODERN = ("2026-07-28",)
LEGACY = ("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25")
META = "io.modelcontextprotocol/"
VERSION, CAPABILITIES, SERVER_INFO = f"{META}protocolVersion", f"{META}clientCapabilities", f"{META}serverInfo"

PARSE_ERROR = -32700
INVALID_REQUEST = -32600
METHOD_NOT_FOUND = -32601
INVALID_PARAMS = -32602
INTERNAL_ERROR = -32603
RESOURCE_NOT_FOUND = -32002
HEADER_MISMATCH = -32020
MISSING_CAPABILITY = -32021
UNSUPPORTED_VERSION = -32022

STATUSES = dict.fromkeys(
    (PARSE_ERROR, INVALID_REQUEST, INVALID_PARAMS, HEADER_MISMATCH, MISSING_CAPABILITY, UNSUPPORTED_VERSION), 400
) | {METHOD_NOT_FOUND: 404}
"""HTTP statuses of errors in the modern era; others, and most of the legacy era, are 200."""

NAMED = {"tools/call": "name", "prompts/get": "name", "resources/read": "uri"}
"""The parameter that `Mcp-Name` repeats, by method."""

Message = Mapping[str, Any]


class McpError(Exception):
    """A JSON-RPC error; `status` is the HTTP status of it where the era does not decide."""

    def __init__(self, code: int, message: str, data: Any = None, status: int | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.data = data
        self.status = status

    def body(self, id: Any) -> dict[str, Any]:
        """The response to a request."""
        error = {"code": self.code, "message": self.message} | ({} if self.data is None else {"data": self.data})
        return {"jsonrpc": "2.0", "id": id, "error": error}


def mapping(value: Any) -> dict[str, Any]:
    """An object as it is, anything else as an empty one."""
    return value if isinstance(value, dict) else {}


def is_modern(message: Message, headers: Mapping[str, str]) -> bool:
    """Whether a request is meant as a modern one; a version that nobody knows is answered in the modern way."""
    version = headers.get("mcp-protocol-version")
    if message["method"] == "initialize" or version in LEGACY:
        return False
    asked = VERSION in mapping(mapping(message.get("params")).get("_meta"))
    return asked or version is not None or "mcp-method" in headers or message["method"] == "server/discover"


def check_modern(message: Message, headers: Mapping[str, str]) -> dict[str, Any]:
    """The client capabilities of a modern request; raises McpError where body and headers are not as they must be."""
    params = mapping(message.get("params"))
    meta = mapping(params.get("_meta"))
    version = headers.get("mcp-protocol-version")
    if VERSION not in meta and version not in (None, *MODERN):
        raise _unsupported(version)
    missing = [name for name in (VERSION, CAPABILITIES) if name not in meta]
    if missing:
        raise McpError(INVALID_PARAMS, f"params._meta must have {' and '.join(missing)}.")
    if not isinstance(meta[VERSION], str) or not isinstance(meta[CAPABILITIES], dict):
        raise McpError(INVALID_PARAMS, f"{VERSION} must be text and {CAPABILITIES} an object.")
    _same("MCP-Protocol-Version", version, meta[VERSION])
    _same("Mcp-Method", headers.get("mcp-method"), message["method"])
    name = NAMED.get(message["method"])
    if name:
        _same("Mcp-Name", headers.get("mcp-name"), params.get(name))
    if meta[VERSION] not in MODERN:
        raise _unsupported(meta[VERSION])
    return mapping(meta[CAPABILITIES])


def check_parameter_headers(schema: Mapping[str, Any], arguments: Message, headers: Mapping[str, str]) -> None:
    """Compares the `Mcp-Param-*` headers with the arguments that they repeat; raises McpError -32020."""
    for path, name in _annotated(schema):
        value: Any = arguments
        for key in path:
            value = value.get(key) if isinstance(value, Mapping) else None
        _same(f"Mcp-Param-{name}", headers.get(f"mcp-param-{name.lower()}"), value)


def _annotated(schema: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    for name, inner in mapping(mapping(schema).get("properties")).items():
        if isinstance(mapping(inner).get("x-mcp-header"), str):
            yield (*path, name), inner["x-mcp-header"]
        yield from _annotated(inner, (*path, name))


def _same(name: str, sent: str | None, value: Any) -> None:
    if value is None and sent is None:
        return
    text = value if isinstance(value, str) else json.dumps(value)
    if sent is None:
        raise McpError(HEADER_MISMATCH, f"The header {name} is missing; the body says {text!r}.")
    if _decoded(sent) != text:
        raise McpError(HEADER_MISMATCH, f"The header {name} says {sent!r}, the body {text!r}.")


def _decoded(value: str) -> str | None:
    """A header value; one that is wrapped as `=?base64?…?=` is unwrapped, or None where that fails."""
    if not (value.startswith("=?base64?") and value.endswith("?=")):
        return value
    try:
        content = b64decode(value[9:-2], validate=True)
        return content.decode() if b64encode(content).decode() == value[9:-2] else None
    except ValueError:
        return None


def _unsupported(version: str | None) -> McpError:
    data = {"supported": [*MODERN, *reversed(LEGACY)], "requested": version}
    return McpError(UNSUPPORTED_VERSION, f"The protocol version {version} is not known here.", data)


def check_legacy(headers: Mapping[str, str], method: str) -> None:
    """Raises McpError where a legacy request names a version that is not one."""
    version = headers.get("mcp-protocol-version")
    if version is not None and version not in LEGACY and method != "initialize":
        raise _unsupported(version)


def negotiated(wanted: Any) -> str:
    """The version that a handshake agrees on: the wanted one, or the newest that has handshakes."""
    return wanted if wanted in LEGACY else LEGACY[-1]
