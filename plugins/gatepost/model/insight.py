"""What is known of an MCP server's listing beyond its own words: what it costs, and what misleads in it."""

from typing import Protocol

import msgspec

from gatepost.model.address import Address
from gatepost.model.mcp_server import McpServer
from gatepost.model.problem import Severity
from gatepost.model.tool import Tool


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """Something that misleads, or may: `excerpt` quotes it, hidden characters as marks, and is still untrusted."""

    rule: str
    severity: Severity
    message: str
    excerpt: str = ""


class ContextCost(msgspec.Struct, frozen=True, kw_only=True):
    """Bytes of UTF-8 that an agent receives, and tokens by `tokenizer`; None and empty where none is installed."""

    bytes: int
    tokens: int | None = None
    tokenizer: str = ""


class Insights(Protocol):
    """What pages of MCP servers ask of the stage that examines them."""

    def remarks(self, address: Address) -> tuple[Remark, ...]:
        """Return what misleads in a server, tool, prompt or resource, the worst first."""

    def cost_of_tool(self, tool: Tool) -> ContextCost:
        """Return what a tool takes of a context window."""

    def cost_of_server(self, server: McpServer) -> ContextCost:
        """Return what a server takes of a context window: instructions and all tools."""

    def seen(self, tool: Tool) -> str:
        """Return exactly what clients hand to the model of a tool, as JSON."""

    def reveal(self, text: str) -> str:
        """Return text with each hidden character as a visible mark."""

    def reveal_markup(self, html: str) -> str:
        """Return HTML of ours with each hidden character of its text as a visible, marked-up mark."""


class NoInsights:
    """The insights where nobody examines: nothing remarked, bytes counted by the raw listing, nothing revealed."""

    def remarks(self, address: Address) -> tuple[Remark, ...]:
        """Return none."""
        return ()

    def cost_of_tool(self, tool: Tool) -> ContextCost:
        """Return the size of what an agent receives."""
        return ContextCost(bytes=len(self.seen(tool).encode("utf-8", "surrogatepass")))

    def cost_of_server(self, server: McpServer) -> ContextCost:
        """Return the sum of all tools."""
        return ContextCost(bytes=sum(self.cost_of_tool(tool).bytes for tool in server.tools))

    def seen(self, tool: Tool) -> str:
        """Return the tool as listed."""
        return msgspec.json.encode(tool.raw).decode()

    def reveal(self, text: str) -> str:
        """Return the text as it is."""
        return text

    def reveal_markup(self, html: str) -> str:
        """Return the markup as it is."""
        return html
