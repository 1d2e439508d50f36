"""MCP servers for tests of their pages, through the stages before."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gatepost.insight import Examined
from gatepost.load import load_mcp
from gatepost.model.gateway import Gateway
from gatepost.model.mcp_server import McpServer
from gatepost.render import Reference
from gatepost.settings import HonestySettings, McpInput, ReferenceSettings
from gatepost.translate import translate_mcp

TOOL: dict[str, Any] = {
    "name": "get_forecast",
    "title": "Forecast",
    "description": "Tells the weather.\n\n# Notes\n\nFor `city` only.",
    "inputSchema": {
        "type": "object",
        "properties": {"city": {"type": "string", "description": "Where."}, "days": {"type": "integer", "default": 1}},
        "required": ["city"],
    },
    "annotations": {"readOnlyHint": True},
}


def snapshot(*tools: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return the tree of a snapshot."""
    return {"tools": list(tools), **more}


def servers_of(folder: Path, inputs: Sequence[McpInput] = (), **files: Any) -> tuple[McpServer, ...]:
    """Return servers that snapshots show; each is named after its file."""
    for name, tree in files.items():
        (folder / f"{name}.json").write_text(json.dumps(tree))
    given = inputs or [McpInput(path=f"{name}.json") for name in files]
    return translate_mcp(load_mcp(given, folder)[0])[0]


def pages_of(servers: Sequence[McpServer], *, authoring: bool = False, **options: Any) -> Reference:
    """Return the pages of servers."""
    return Reference(
        Gateway(title="", mcp_servers=tuple(servers)),
        ReferenceSettings(**options),
        authoring=authoring,
        insights=Examined(servers, HonestySettings()),
    )
