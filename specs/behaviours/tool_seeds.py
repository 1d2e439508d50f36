"""The MCP servers that Postern knows at its start, all invented: Quarry, a code host, Parley, a chat service, and
Almanac, a calendar that nobody answers for any more.
"""

from __future__ import annotations

from typing import Any

from gatepost.sandbox.behaviour import State
from gatepost.sandbox.mcp import Tool
from gatepost.sandbox.mcp_view import tools_of

from . import mcp_chat, mcp_code_host_tools

SERVERS: tuple[dict[str, Any], ...] = (
    {
        "id": "quarry",
        "title": "Quarry, the code host",
        "url": "https://quarry.example.com/mcp",
        "transport": "streamable_http",
        "tool_prefix": "quarry",
        "status": "available",
        "protocol_version": "2026-07-28",
        "registered_at": "2026-09-02T09:00:00Z",
    },
    {
        "id": "parley",
        "title": "Parley, the chat service",
        "url": "https://parley.example.com/mcp",
        "transport": "streamable_http",
        "tool_prefix": "parley",
        "status": "available",
        "protocol_version": "2025-11-25",
        "registered_at": "2026-09-02T09:10:00Z",
    },
    {
        "id": "almanac",
        "title": "Almanac, the calendar",
        "url": "https://almanac.example.com/mcp",
        "transport": "sse",
        "tool_prefix": "almanac",
        "status": "unreachable",
        "protocol_version": "2024-11-05",
        "registered_at": "2026-09-01T08:15:00Z",
    },
)
TOOLS = {"quarry": tools_of(mcp_code_host_tools), "parley": tools_of(mcp_chat), "almanac": []}

READING = [
    *(
        {"server_id": "quarry", "tool": name}
        for name in ("search_repositories", "get_file", "list_issues", "draw_activity")
    ),
    *({"server_id": "parley", "tool": name} for name in ("list_channels", "search_messages")),
]
VIRTUAL_SERVERS: tuple[dict[str, Any], ...] = (
    {
        "id": "workbench",
        "title": "Workbench",
        "description": "Every tool of the code host and the chat service.",
        "tools": [{"server_id": server, "tool": tool.name} for server, tools in TOOLS.items() for tool in tools],
        "team_ids": ["team_atlas"],
        "path": "/mcp/workbench",
        "created_at": "2026-09-03T10:50:00Z",
    },
    {
        "id": "workbench-read-only",
        "title": "Workbench, read only",
        "description": "The same, without tools that change anything.",
        "tools": READING,
        "team_ids": [],
        "path": "/mcp/workbench-read-only",
        "created_at": "2026-09-03T10:55:00Z",
    },
    {
        "id": "compliance",
        "title": "Compliance",
        "description": "Search and export for reviews; nothing is changed.",
        "tools": [
            {"server_id": "parley", "tool": "export_transcript"},
            {"server_id": "parley", "tool": "search_messages"},
        ],
        "team_ids": ["team_lantern"],
        "path": "/mcp/compliance",
        "created_at": "2026-09-03T11:00:00Z",
    },
)


def fill(state: State) -> None:
    """Registers servers, tools and virtual servers."""
    for server in SERVERS:
        state.collection("mcp_servers").insert(server)
        tools = [_tool(tool) for tool in TOOLS[server["id"]]]
        state.collection("mcp_tools").insert({"id": server["id"], "tools": tools})
    for virtual in VIRTUAL_SERVERS:
        state.collection("virtual_servers").insert(virtual)


def _tool(tool: Tool) -> dict[str, Any]:
    """A tool as the registry describes it."""
    hints = {
        "read_only": tool.annotations.get("readOnlyHint"),
        "destructive": tool.annotations.get("destructiveHint"),
    }
    return {
        "name": tool.name,
        "title": tool.title,
        "description": tool.description,
        "input_schema": tool.input_schema,
        "hints": hints,
    }
