"""An MCP server as a snapshot shows it, whole or as a curated part of others."""

from collections.abc import Mapping

import msgspec

from gatepost.model.address import Address
from gatepost.model.document import Document
from gatepost.model.problem import Problem
from gatepost.model.prompt import Prompt
from gatepost.model.resource import Resource, ResourceTemplate
from gatepost.model.schema import Json
from gatepost.model.source import NOWHERE, SourceLocation
from gatepost.model.tool import Icon, Tool


class McpDocument(msgspec.Struct, frozen=True, eq=False):
    """One server as read: the object at `pointer` of `document` holds its lists (or is the list of its tools).

    `url`, `title` and `virtual_of` (ids of servers) come from the configuration, or from the snapshot; so does
    what is known of the operations that tools front: some by the name of the tool, and whether to look for more.
    `examples` are values of arguments and variables by the name of a prompt or a resource template.
    """

    id: str
    document: Document
    pointer: str = ""
    title: str = ""
    url: str = ""
    virtual_of: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    operations: Mapping[str, str] = msgspec.field(default_factory=dict)
    matches: bool = True
    examples: Mapping[str, Mapping[str, str]] = msgspec.field(default_factory=dict)


class Capture(msgspec.Struct, frozen=True, kw_only=True):
    """How a snapshot was taken; lists depend on it. All empty where the input does not say.

    `era` is `modern` (2026-07-28 and later) or `legacy` (with handshake); `capabilities` are those that the client
    declared, `scopes` those of its token; `transport` is `stdio` or `streamable-http`; `digest` is the BLAKE2b digest
    of what the server gave, keys sorted, so that it changes with the content only.
    """

    at: str = ""
    era: str = ""
    protocol_version: str = ""
    capabilities: Mapping[str, Json] = msgspec.field(default_factory=dict)
    scopes: tuple[str, ...] = ()
    transport: str = ""
    digest: str = ""


class McpAuthentication(msgspec.Struct, frozen=True, kw_only=True):
    """What a client must show: names of the headers that the snapshot needed, and the server's RFC 9728 metadata."""

    headers: tuple[str, ...] = ()
    resource: str = ""
    authorization_servers: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()

    @property
    def is_declared(self) -> bool:
        """Whether anything is known."""
        return bool(self.headers or self.authorization_servers or self.scopes)


class McpServer(msgspec.Struct, frozen=True, kw_only=True):
    """An MCP server with all that it lists.

    `id` is what the configuration calls it, `name` what it calls itself. `protocol_versions` are those it says to
    support, else the one that was negotiated; `eras` follow from them. A virtual server has `virtual_of`, the ids of
    the servers it is a part of; `exposed` are the tools of those that it passes on, `hidden` those that it does not.
    """

    id: str
    name: str = ""
    title: str = ""
    version: str = ""
    description: str = ""
    website_url: str = ""
    instructions: str = ""
    url: str = ""
    protocol_versions: tuple[str, ...] = ()
    eras: tuple[str, ...] = ()
    capabilities: Mapping[str, Json] = msgspec.field(default_factory=dict)
    authentication: McpAuthentication = McpAuthentication()
    tools: tuple[Tool, ...] = ()
    prompts: tuple[Prompt, ...] = ()
    resources: tuple[Resource, ...] = ()
    templates: tuple[ResourceTemplate, ...] = ()
    virtual_of: tuple[str, ...] = ()
    exposed: tuple[Address, ...] = ()
    hidden: tuple[Address, ...] = ()
    icons: tuple[Icon, ...] = ()
    capture: Capture = Capture()
    extensions: Mapping[str, Json] | None = None
    source: SourceLocation = NOWHERE

    @property
    def address(self) -> Address:
        """The stable name of the server's page: `mcp:<server id>`."""
        return Address("mcp", self.id)

    @property
    def display_title(self) -> str:
        """What a heading calls it."""
        return self.title or self.name or self.id

    @property
    def is_virtual(self) -> bool:
        """Whether it is a curated part of other servers."""
        return bool(self.virtual_of)

    def tool(self, key: str) -> Tool:
        """Return the tool with this key. Raises KeyError."""
        for tool in self.tools:
            if tool.key == key:
                return tool
        raise KeyError(key)
