"""The MCP servers that Postern knows at its start: Quarry, a code host, and Parley, a chat service; both invented."""

from __future__ import annotations

from typing import Any

from gatepost.sandbox.behaviour import State

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
)
TEXT = {"type": "string"}
REPOSITORY = {"type": "string", "description": "Owner and name, such as `atlas/search`."}
CHANNEL = {"type": "string", "description": "Name of the channel, without `#`."}

# name, title, description, read-only, destructive, properties, required
QUARRY: tuple[tuple[str, str, str, bool, bool, dict[str, Any], list[str]], ...] = (
    (
        "search_repositories", "Search repositories", "Finds repositories by words of their name and description.",
        True, False,
        {"query": {**TEXT, "description": "Words to look for."}, "limit": {"type": "integer", "maximum": 50}},
        ["query"],
    ),
    (
        "get_file", "Read a file", "Returns the text of a file at a branch, tag or commit.", True, False,
        {"repository": REPOSITORY, "path": TEXT, "ref": {**TEXT, "default": "main"}}, ["repository", "path"],
    ),
    (
        "list_issues", "List issues", "Returns the issues of a repository, newest first.", True, False,
        {"repository": REPOSITORY, "state": {"type": "string", "enum": ["open", "closed"], "default": "open"}},
        ["repository"],
    ),
    (
        "create_issue", "Create an issue", "Opens an issue.", False, False,
        {"repository": REPOSITORY, "title": TEXT, "body": TEXT}, ["repository", "title"],
    ),
    (
        "merge_change", "Merge a change", "Merges an approved change into its target branch.", False, True,
        {"repository": REPOSITORY, "number": {"type": "integer"}}, ["repository", "number"],
    ),
)  # fmt: skip
PARLEY: tuple[tuple[str, str, str, bool, bool, dict[str, Any], list[str]], ...] = (
    ("list_channels", "List channels", "Returns the channels that the caller can read.", True, False, {}, []),
    (
        "search_messages", "Search messages", "Finds messages by words, author and time.", True, False,
        {"query": TEXT, "channel": CHANNEL, "since": {**TEXT, "format": "date-time"}}, ["query"],
    ),
    (
        "post_message", "Post a message", "Writes a message to a channel.", False, False,
        {"channel": CHANNEL, "text": TEXT}, ["channel", "text"],
    ),
    (
        "export_transcript", "Export a transcript", "Returns all messages of a channel in a period.", True, False,
        {"channel": CHANNEL, "since": {**TEXT, "format": "date"}, "until": {**TEXT, "format": "date"}},
        ["channel", "since", "until"],
    ),
)  # fmt: skip
TOOLS = {"quarry": QUARRY, "parley": PARLEY}

READING = [
    *({"server_id": "quarry", "tool": name} for name in ("search_repositories", "get_file", "list_issues")),
    *({"server_id": "parley", "tool": name} for name in ("list_channels", "search_messages")),
]
VIRTUAL_SERVERS: tuple[dict[str, Any], ...] = (
    {
        "id": "workbench",
        "title": "Workbench",
        "description": "Every tool of the code host and the chat service.",
        "tools": [{"server_id": server, "tool": tool[0]} for server, tools in TOOLS.items() for tool in tools],
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
        tools = [_tool(*tool) for tool in TOOLS[server["id"]]]
        state.collection("mcp_tools").insert({"id": server["id"], "tools": tools})
    for virtual in VIRTUAL_SERVERS:
        state.collection("virtual_servers").insert(virtual)


def _tool(
    name: str,
    title: str,
    description: str,
    read_only: bool,
    destructive: bool,
    properties: dict[str, Any],
    required: list[str],
) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "object", "properties": properties}
    if required:
        schema["required"] = required
    hints = {"read_only": read_only, "destructive": destructive}
    return {"name": name, "title": title, "description": description, "input_schema": schema, "hints": hints}
