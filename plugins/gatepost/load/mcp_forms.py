"""Which of the known forms a file of MCP lists has, and where in it the servers stand."""

from typing import Any

from gatepost.load.fault import Fault
from gatepost.model.schema import Json

LISTS = ("tools", "prompts", "resources", "resourceTemplates")
"""The lists of a server, by their names in results of the protocol."""

_REMEDY = "Gatepost reads a snapshot ('gatepost snapshot mcp'), the result of tools/list, and its JSON-RPC envelope."


def servers_in(root: Json) -> list[str]:
    """Return the JSON pointer of each server in the tree of a file. Raises Fault when there is none."""
    if isinstance(root, list):
        return _bare(root)
    if not isinstance(root, dict):
        raise Fault("not-a-snapshot", f"The file holds one value and not an object. {_REMEDY}")
    if "openapi" in root or "swagger" in root:
        raise Fault("not-a-snapshot", "This is an OpenAPI description. Name it under 'openapi' and not under 'mcp'.")
    if isinstance(root.get("servers"), list):
        return _several(root["servers"])
    if "mcpServers" in root:
        message = "This is the configuration of a client ('mcpServers'). Snapshot each server of it and name the files."
        raise Fault("not-a-snapshot", message, pointer="/mcpServers")
    if "jsonrpc" in root:
        return [_envelope(root)]
    return [_lists(root, "")]


def _bare(root: list[Json]) -> list[str]:
    """A bare list is either one of tools, or a batch of JSON-RPC responses (2025-03-26)."""
    responses = [index for index, item in enumerate(root) if isinstance(item, dict) and "jsonrpc" in item]
    if responses:
        return [f"/{index}{_envelope(root[index])}" for index in responses]
    if any(isinstance(item, dict) and "name" in item for item in root):
        return [""]
    raise Fault("not-a-snapshot", f"The file holds a list, but not one of tools. {_REMEDY}")


def _several(servers: list[Json]) -> list[str]:
    found = [f"/servers/{index}" for index, item in enumerate(servers) if isinstance(item, dict)]
    if not found:
        raise Fault("not-a-snapshot", f"'servers' is empty, so there is nothing to document. {_REMEDY}", 0, "/servers")
    return found


def _envelope(root: dict[str, Any]) -> str:
    error = root.get("error")
    if error is not None:
        told = error.get("message", "") if isinstance(error, dict) else ""
        message = f"The file holds an error that a server answered: '{str(told)[:200]}'. Take the snapshot again."
        raise Fault("not-a-snapshot", message, pointer="/error")
    if not isinstance(root.get("result"), dict):
        raise Fault("not-a-snapshot", f"This JSON-RPC message has no 'result'. {_REMEDY}")
    return _lists(root["result"], "/result")


def _lists(value: dict[str, Any], pointer: str) -> str:
    if not any(name in value for name in LISTS):
        wanted = ", ".join(f"'{name}'" for name in LISTS)
        raise Fault("not-a-snapshot", f"There is none of {wanted} in it. {_REMEDY}", pointer=pointer)
    return pointer
