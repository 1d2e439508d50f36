"""The registry of MCP servers, their tools, and virtual servers made of them."""

from __future__ import annotations

from typing import Any

from gatepost.sandbox.behaviour import Call, Reply, State, operation

from . import access, audit, moments, paging

LONGEST_PREFIX = 20


@operation("listMcpServers")
def list_mcp_servers(call: Call) -> Reply:
    """The registered servers, by id."""
    servers = sorted(call.state.collection("mcp_servers"), key=lambda server: server["id"])
    return Reply(body=paging.listed([shown(call.state, server) for server in servers]))


@operation("getMcpServer")
def get_mcp_server(call: Call) -> Reply:
    """One registered server."""
    return Reply(body=shown(call.state, access.found(call, "mcp_servers", "MCP server", "server_id")))


@audit.write("registerMcpServer", "mcp_server.register")
def register_mcp_server(call: Call, entry: audit.Entry) -> Reply:
    """Adds a server. It stays unchecked: the sandbox opens no connections."""
    sent = access.sent(call)
    entry.target = sent["id"]
    servers = call.state.collection("mcp_servers")
    if sent["id"] in servers:
        access.refuse(call, 409, "already_exists", f"There is already an MCP server '{sent['id']}'.", "id")
    prefix = sent.get("tool_prefix", sent["id"].replace("-", "_")[:LONGEST_PREFIX])
    taken = servers.list(tool_prefix=prefix)
    if taken:
        message = f"MCP server {taken[0]['id']} has the tool prefix '{prefix}' already."
        access.refuse(call, 409, "already_exists", message, "tool_prefix")
    server = {
        "id": sent["id"],
        "title": sent["title"],
        "url": sent["url"],
        "transport": sent.get("transport", "streamable_http"),
        "tool_prefix": prefix,
        "status": "unchecked",
        "protocol_version": None,
        "registered_at": moments.text(call.clock.now()),
    }
    entry.compare({}, server, hidden=("id", "registered_at"))
    return access.created(shown(call.state, servers.insert(server)), f"/v1/mcp/servers/{server['id']}")


@audit.write("removeMcpServer", "mcp_server.remove")
def remove_mcp_server(call: Call, entry: audit.Entry) -> Reply:
    """Takes a server out, unless a virtual server uses its tools."""
    server = access.found(call, "mcp_servers", "MCP server", "server_id")
    users = [
        virtual["id"]
        for virtual in call.state.collection("virtual_servers")
        if any(tool["server_id"] == server["id"] for tool in virtual["tools"])
    ]
    if users:
        message = f"Tools of {server['id']} are used by the virtual servers {', '.join(users)}."
        access.refuse(call, 409, "in_use", message, "server_id")
    entry.compare(server, {}, hidden=("id", "registered_at"))
    call.state.collection("mcp_servers").delete(server["id"])
    return Reply(204)


@operation("listMcpTools")
def list_mcp_tools(call: Call) -> Reply:
    """The tools of a server."""
    server = access.found(call, "mcp_servers", "MCP server", "server_id")
    wanted = call.query.get("read_only")
    found = [
        {"name": tool["name"], "gateway_name": f"{server['tool_prefix']}_{tool['name']}", **tool}
        for tool in tools_of(call.state, server["id"])
        if wanted is None or bool(tool["hints"]["read_only"]) == wanted
    ]
    return Reply(body=paging.listed(found))


def shown(state: State, server: dict[str, Any]) -> dict[str, Any]:
    """A server with the number of its tools."""
    return paging.last({**server, "tool_count": len(tools_of(state, server["id"]))}, "registered_at")


def tools_of(state: State, server_id: str) -> list[dict[str, Any]]:
    """The tools that a server described at its last check."""
    entry = state.collection("mcp_tools").get(server_id)
    return list(entry["tools"]) if entry else []


# virtual servers


@operation("listVirtualServers")
def list_virtual_servers(call: Call) -> Reply:
    """The virtual servers, by id."""
    return Reply(body=paging.listed(sorted(call.state.collection("virtual_servers"), key=lambda one: one["id"])))


@operation("getVirtualServer")
def get_virtual_server(call: Call) -> Reply:
    """One virtual server."""
    return Reply(body=access.found(call, "virtual_servers", "virtual MCP server", "virtual_server_id"))


@audit.write("createVirtualServer", "virtual_server.create")
def create_virtual_server(call: Call, entry: audit.Entry) -> Reply:
    """Adds a virtual server."""
    entry.target = access.sent(call)["id"]
    servers = call.state.collection("virtual_servers")
    if access.sent(call)["id"] in servers:
        access.refuse(
            call, 409, "already_exists", f"There is already a virtual MCP server '{access.sent(call)['id']}'.", "id"
        )
    virtual = _defined(call, moments.text(call.clock.now()))
    entry.compare({}, virtual, hidden=("id", "created_at"))
    return access.created(servers.insert(virtual), f"/v1/mcp/virtual-servers/{virtual['id']}")


@audit.write("replaceVirtualServer", "virtual_server.replace")
def replace_virtual_server(call: Call, entry: audit.Entry) -> Reply:
    """Replaces a virtual server; its id stays."""
    virtual = access.found(call, "virtual_servers", "virtual MCP server", "virtual_server_id")
    if access.sent(call)["id"] != virtual["id"]:
        message = f"id: the body says '{access.sent(call)['id']}', the path '{virtual['id']}'."
        access.refuse(call, 409, "other_id", message, "id")
    changed = _defined(call, virtual["created_at"])
    entry.compare(virtual, changed)
    return Reply(body=call.state.collection("virtual_servers").insert(changed))


@audit.write("deleteVirtualServer", "virtual_server.delete")
def delete_virtual_server(call: Call, entry: audit.Entry) -> Reply:
    """Removes a virtual server; the servers behind it stay."""
    virtual = access.found(call, "virtual_servers", "virtual MCP server", "virtual_server_id")
    entry.compare(virtual, {}, hidden=("id", "created_at"))
    call.state.collection("virtual_servers").delete(virtual["id"])
    return Reply(204)


def _defined(call: Call, created_at: str) -> dict[str, Any]:
    """The virtual server in the body with its defaults; raises Refusal 404 or 409."""
    sent = access.sent(call)
    for team_id in sent.get("team_ids", []):
        if team_id not in call.state.collection("teams"):
            access.refuse(call, 404, "not_found", f"team_ids: there is no team '{team_id}'.", "team_ids")
    offered: set[str] = set()
    for selection in sent["tools"]:
        name = _offered_name(call, selection)
        if name in offered:
            message = f"tools: two tools are offered as '{name}'. Give one of them an alias."
            access.refuse(call, 409, "ambiguous_tool", message, "tools")
        offered.add(name)
    return {
        "id": sent["id"],
        "title": sent["title"],
        "description": sent.get("description", ""),
        "tools": sent["tools"],
        "team_ids": sent.get("team_ids", []),
        "path": f"/mcp/{sent['id']}",
        "created_at": created_at,
    }


def _offered_name(call: Call, selection: dict[str, str]) -> str:
    known = {tool["name"] for tool in tools_of(call.state, selection["server_id"])}
    if selection["tool"] not in known:
        message = f"tools: MCP server '{selection['server_id']}' has no tool '{selection['tool']}'."
        access.refuse(call, 404, "unknown_tool", message, "tools")
    return selection.get("alias", selection["tool"])
