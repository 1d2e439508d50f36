"""What one MCP path offers: the declared servers collected, and put together under names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any, TypeVar

from gatepost.sandbox.behaviour import SandboxError
from gatepost.sandbox.mcp import MCP_MARK, McpServer, Prompt, Resource, Tool
from gatepost.sandbox.mcp_schema import unsound

PATH = "/mcp"
PAGE_SIZE = 50

_Named = TypeVar("_Named", Tool, Prompt)


@dataclass(frozen=True)
class Declared:
    """A server with what the modules declare for it, each list in the order of declaration."""

    server: McpServer
    tools: tuple[Tool, ...] = ()
    prompts: tuple[Prompt, ...] = ()
    resources: tuple[Resource, ...] = ()

    def view(self) -> View:
        """The whole server, names as they are."""
        server = self.server
        return View(
            server.id,
            server.title,
            server.version,
            server.instructions,
            {one.name: one for one in self.tools},
            {one.name: one for one in self.prompts},
            self.resources,
        )


@dataclass(frozen=True)
class View:
    """What a path offers to a caller: tools and prompts by the names that clients see."""

    name: str
    title: str
    version: str = "1.0.0"
    instructions: str = ""
    tools: Mapping[str, Tool] = field(default_factory=dict)
    prompts: Mapping[str, Prompt] = field(default_factory=dict)
    resources: Sequence[Resource] = ()
    page_size: int = PAGE_SIZE

    @property
    def capabilities(self) -> dict[str, Any]:
        """The capabilities that the server declares."""
        found: dict[str, Any] = {"tools": {}} if self.tools else {}
        found |= {"prompts": {}} if self.prompts else {}
        found |= {"resources": {}} if self.resources else {}
        completing = any(one.complete for one in self.resources) or any(
            argument.complete for one in self.prompts.values() for argument in one.arguments
        )
        return found | ({"completions": {}} if completing else {})

    @property
    def introduction(self) -> dict[str, Any]:
        """Name, title and version, as `serverInfo` has them."""
        return {"name": self.name, "title": self.title, "version": self.version}


Servers = Mapping[str, Declared]
"""The declared servers by id."""


def collect(modules: Sequence[ModuleType]) -> dict[str, Declared]:
    """The servers that behaviour modules declare; raises SandboxError for what belongs to none, or exists twice."""
    members = [member for module in modules for member in vars(module).values()]
    servers = {member.id: member for member in members if isinstance(member, McpServer)}
    marked = list(dict.fromkeys(one for member in members for one in marks_of(member)))
    for one in marked:
        if one.server not in servers:
            raise SandboxError(
                f"'{one.name}' is declared for the MCP server '{one.server}', which no module declares."
                f" Declared: {', '.join(servers) or 'none'}."
            )
    return {id: _declared(server, marked) for id, server in servers.items()}


def tools_of(module: ModuleType) -> tuple[Tool, ...]:
    """The tools that a module declares."""
    return tuple(one for member in vars(module).values() for one in marks_of(member) if isinstance(one, Tool))


def marks_of(member: Any) -> tuple[Tool | Prompt | Resource, ...]:
    """What a member of a module is marked as."""
    found = getattr(member, MCP_MARK, ()) if callable(member) else ()
    return found if isinstance(found, tuple) else ()


def _declared(server: McpServer, marked: Iterable[Tool | Prompt | Resource]) -> Declared:
    own = [one for one in marked if one.server == server.id]
    tools = tuple(one for one in own if isinstance(one, Tool))
    prompts = tuple(one for one in own if isinstance(one, Prompt))
    for names in ([one.name for one in tools], [one.name for one in prompts]):
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice:
            raise SandboxError(f"The MCP server '{server.id}' declares '{twice}' twice. Give one another name.")
    for tool in tools:
        fault = unsound(tool.input_schema) or (tool.output_schema and unsound(tool.output_schema))
        if fault:
            raise SandboxError(f"A schema of the tool '{tool.name}' of '{server.id}' cannot be used: {fault}.")
    return Declared(server, tools, prompts, tuple(one for one in own if isinstance(one, Resource)))


def usual_view(path: str, servers: Servers, title: str) -> View | None:
    """What a path offers where no behaviour decides: one server, or all of them with prefixed names."""
    if path == PATH:
        return next(iter(servers.values())).view() if len(servers) == 1 else joined(servers, "gateway", title)
    declared = servers.get(path.removeprefix(f"{PATH}/"))
    return declared.view() if declared else None


def joined(servers: Servers, name: str, title: str, *, instructions: str = "", page_size: int = PAGE_SIZE) -> View:
    """All servers as one; the names of tools and prompts get the id of their server and `_` before them."""
    return View(
        name,
        title,
        instructions=instructions or "\n\n".join(one.server.instructions for one in servers.values()),
        tools=prefixed({id: one.tools for id, one in servers.items()}),
        prompts=prefixed({id: one.prompts for id, one in servers.items()}),
        resources=tuple(resource for one in servers.values() for resource in one.resources),
        page_size=page_size,
    )


def prefixed(groups: Mapping[str, Sequence[_Named]]) -> dict[str, _Named]:
    """The members of groups by name, each with the prefix of its group."""
    return {f"{prefix.replace('-', '_')}_{one.name}": one for prefix, group in groups.items() for one in group}
