"""What the honesty stage finds, in the form that pages ask for it."""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from html import escape

from gatepost.honesty import Cost, Finding, cost_of_server, cost_of_tool, examine, reveal, seen_by_model
from gatepost.model.address import Address
from gatepost.model.insight import ContextCost, Remark
from gatepost.model.mcp_server import McpServer
from gatepost.model.tool import Tool
from gatepost.settings import HonestySettings

_TEXT = re.compile(r"""(<(?:[^<>"']|"[^"]*"|'[^']*')*>)""")
_MARK = re.compile(r"⟦[^⟦⟧]*⟧")


class Examined:
    """The servers of a site, examined when the first question is asked."""

    def __init__(self, servers: Sequence[McpServer], settings: HonestySettings) -> None:
        self._servers, self._settings = tuple(servers), settings
        self._costs: dict[Address, ContextCost] = {}

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What misleads in all servers. Raises ConfigurationError for an unknown rule or severity."""
        return tuple(finding for server in self._servers for finding in examine(server, self._settings, self._servers))

    @cached_property
    def _remarks(self) -> Mapping[Address, tuple[Remark, ...]]:
        found: dict[Address, list[Remark]] = {}
        for one in self.findings:
            remark = Remark(rule=one.rule, severity=one.severity, message=one.message, excerpt=one.excerpt)
            place = Address(one.address.kind, one.address.name)
            if remark not in found.setdefault(place, []):
                found[place].append(remark)
        return {address: tuple(remarks) for address, remarks in found.items()}

    def remarks(self, address: Address) -> tuple[Remark, ...]:
        """Return what misleads in a server, tool, prompt or resource, the worst first."""
        return self._remarks.get(address, ())

    def cost_of_tool(self, tool: Tool) -> ContextCost:
        """Return what a tool takes of a context window."""
        if tool.address not in self._costs:
            self._costs[tool.address] = _cost(cost_of_tool(tool))
        return self._costs[tool.address]

    def cost_of_server(self, server: McpServer) -> ContextCost:
        """Return what a server takes of a context window: instructions and all tools."""
        if server.address not in self._costs:
            self._costs[server.address] = _cost(cost_of_server(server))
        return self._costs[server.address]

    def seen(self, tool: Tool) -> str:
        """Return exactly what clients hand to the model of a tool, as JSON."""
        return seen_by_model(tool)

    def reveal(self, text: str) -> str:
        """Return text with each hidden character as a visible mark."""
        return reveal(text)

    def reveal_markup(self, html: str) -> str:
        """Return HTML of ours with each hidden character of its text as a visible, marked-up mark."""
        if reveal(html) == html:
            return html
        pieces = _TEXT.split(html)
        return "".join(piece if index % 2 else _revealed(piece) for index, piece in enumerate(pieces))


def _revealed(text: str) -> str:
    shown = reveal(text)
    return text if shown == text else _MARK.sub(_marked, shown)


def _marked(match: re.Match[str]) -> str:
    # What tags spell was hidden from escaping until now.
    return f'<mark title="hidden character">{escape(match[0])}</mark>'


def _cost(cost: Cost) -> ContextCost:
    return ContextCost(bytes=cost.bytes, tokens=cost.tokens, tokenizer=cost.tokenizer)
