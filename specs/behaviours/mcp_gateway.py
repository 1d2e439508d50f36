"""Postern as an MCP gateway: all registered servers at `/mcp`, one server or a virtual one at `/mcp/<id>`."""

from __future__ import annotations

from typing import Any

from gatepost.sandbox.behaviour import Call
from gatepost.sandbox.mcp_call import ToolCall
from gatepost.sandbox.mcp_view import PATH, Servers, View

from . import access, audit, limits

VERSION = "2026.11"
PAGE_SIZE = 8
TAKING_OUT = ("export_transcript",)
"""Tools that change nothing and yet belong in the audit log."""

INSTRUCTIONS = (
    "Postern offers the tools of several servers, each name with the prefix of its server. Virtual servers under"
    " /mcp/<id> offer fewer."
)


def mcp_view(call: Call, servers: Servers) -> View:
    """What a path offers to the key that calls; raises Refusal 401, 403, 404 or 429."""
    key = access.caller(call)
    _admit(call, key)
    known = {id: one for id, one in servers.items() if id in call.state.collection("mcp_servers")}
    if call.path == PATH:
        return _all(call, known)
    id = call.path.removeprefix(f"{PATH}/")
    if id in known:
        return known[id].view()
    virtuals = call.state.collection("virtual_servers")
    virtual = virtuals.get(id)
    if virtual is None:
        offered = [PATH, *(f"{PATH}/{id}" for id in known), *(one["path"] for one in virtuals)]
        access.refuse(call, 404, "not_found", f"No MCP server answers at {call.path}. Servers: {', '.join(offered)}.")
    if virtual["team_ids"] and key["team_id"] not in virtual["team_ids"] and "admin" not in key["scopes"]:
        message = f"The virtual MCP server {id} is for other teams than {key['team_id']}."
        access.refuse(call, 403, "not_shared", message)
    return _virtual(virtual, known)


def mcp_after(call: ToolCall, result: dict[str, Any]) -> None:
    """Writes calls of tools that may change something, or take something out, to the audit log."""
    if call.tool.annotations.get("readOnlyHint") and call.tool.name not in TAKING_OUT:
        return
    failed = result.get("isError", False)
    entry = audit.Entry(f"{call.tool.server}/{call.tool.name}", result["content"][0]["text"] if failed else None)
    audit.record(call.call, "tool.call", entry, "refused" if failed else "allowed")


def _admit(call: Call, key: dict[str, Any]) -> None:
    """Counts a message against the limits of team and key; raises Refusal 429."""
    if call.method != "POST":
        return
    refused = limits.admit(call.state, {"team": key["team_id"], "key": key["id"]}, call.clock.now())
    if refused:
        message, wait = refused
        access.refuse(call, 429, "rate_limited", message, headers={"retry-after": str(wait)})


def _all(call: Call, known: Servers) -> View:
    """Every server, its names with the prefix that the registry has for it."""
    prefixes = {id: call.state.collection("mcp_servers")[id]["tool_prefix"] for id in known}
    return View(
        "postern",
        "Postern",
        VERSION,
        INSTRUCTIONS,
        {f"{prefixes[id]}_{tool.name}": tool for id, one in known.items() for tool in one.tools},
        {f"{prefixes[id]}_{prompt.name}": prompt for id, one in known.items() for prompt in one.prompts},
        tuple(resource for one in known.values() for resource in one.resources),
        PAGE_SIZE,
    )


def _virtual(virtual: dict[str, Any], known: Servers) -> View:
    """The selected tools under their own names or aliases; those of a server that is gone are left out."""
    tools = {(id, tool.name): tool for id, one in known.items() for tool in one.tools}
    chosen = {
        selection.get("alias", selection["tool"]): tools[selection["server_id"], selection["tool"]]
        for selection in virtual["tools"]
        if (selection["server_id"], selection["tool"]) in tools
    }
    return View(virtual["id"], virtual["title"], VERSION, virtual["description"], chosen, page_size=PAGE_SIZE)
