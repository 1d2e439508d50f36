"""What rules look at beside operations: the gateway as a whole, MCP servers and what they list."""

import msgspec

from gatepost.diff.pairs import Pair
from gatepost.model.gateway import Tag
from gatepost.model.mcp_server import McpServer
from gatepost.model.prompt import Prompt
from gatepost.model.resource import Resource, ResourceTemplate
from gatepost.model.schema import NamedSchema
from gatepost.model.security import SecurityScheme
from gatepost.model.tool import Hint, Tool


class ServersPair(msgspec.Struct, frozen=True):
    """The addresses at which a gateway answers."""

    old: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def gone(self) -> tuple[str, ...]:
        """Addresses that only the old version has."""
        return tuple(url for url in self.old if url not in self.new)

    @property
    def come(self) -> tuple[str, ...]:
        """Addresses that only the new version has."""
        return tuple(url for url in self.new if url not in self.old)


class SchemePair(Pair[SecurityScheme], frozen=True, kw_only=True):
    """A security scheme."""


class SchemaPair(Pair[NamedSchema], frozen=True, kw_only=True):
    """A schema with a name, as a thing that has a page."""


class TagPair(Pair[Tag], frozen=True, kw_only=True):
    """A group of operations whose members went over to another."""


class McpServerPair(Pair[McpServer], frozen=True, kw_only=True):
    """An MCP server."""


class ToolPair(Pair[Tool], frozen=True, kw_only=True):
    """A tool of an MCP server."""


class PromptPair(Pair[Prompt], frozen=True, kw_only=True):
    """A prompt of an MCP server."""


class ResourcePair(Pair[Resource | ResourceTemplate], frozen=True, kw_only=True):
    """A resource of an MCP server, or a template of some."""


def more_dangerous(hint: Hint) -> bool:
    """Whether a hint now claims less harmlessness than its opposite would."""
    harmless = hint.name in ("readOnlyHint", "idempotentHint")
    return hint.value is not harmless
