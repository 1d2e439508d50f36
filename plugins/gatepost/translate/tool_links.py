"""Which tools front which operations: what the author says, then names and parameters that agree.

A wrong link is worse than none, so a match needs the same words in both names, every required input of either side on
the other, types that do not contradict, and no second candidate.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from gatepost.model.address import Address
from gatepost.model.gateway import Gateway
from gatepost.model.mcp_server import McpDocument, McpServer
from gatepost.model.operation import Operation
from gatepost.model.problem import Problem
from gatepost.model.schema import NamedSchema, Schema, SchemaLike, SchemaRef
from gatepost.model.tool import Tool
from gatepost.model.tool_link import ToolLink

ENOUGH = 0.75
"""The part of a tool's arguments that must be inputs of the operation."""
MOST_HOPS = 16

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_NUMBERS = frozenset(("integer", "number"))
_WRITES = frozenset(("PUT", "PATCH", "DELETE"))

Inputs = Mapping[str, tuple[frozenset[str], bool]]
"""What a call takes, by normalised name: the types it may have (empty: any), and whether it is required."""


def tool_links(gateway: Gateway, documents: Sequence[McpDocument]) -> tuple[tuple[ToolLink, ...], tuple[Problem, ...]]:
    """Return the links of every tool, and configured ones that lead from or to nowhere."""
    if not gateway.operations or not gateway.mcp_servers:
        return (), ()
    problems: list[Problem] = []
    links: dict[Address, ToolLink] = {}
    configured = {document.id: document for document in documents}
    known = _Operations(gateway)
    for server in gateway.mcp_servers:
        document = configured.get(server.id)
        own = dict(_configured(server, document, gateway, problems)) if document else {}
        if document is None or document.matches:
            own = {**_matched(server, known, own), **own}
        links |= own
    links |= _passed_on(gateway.mcp_servers, links)
    return tuple(links.values()), tuple(problems)


def _configured(
    server: McpServer, document: McpDocument, gateway: Gateway, problems: list[Problem]
) -> Iterator[tuple[Address, ToolLink]]:
    tools = {tool.name: tool for tool in reversed(server.tools)}
    for name, target in document.operations.items():
        try:
            tool, operation = tools[name], gateway.operation(target)
        except KeyError:
            lost = f"the tool '{name}'" if name not in tools else f"the operation '{target}'"
            message = f"gatepost/gateway: mcp: operations of '{server.id}' name {lost}, which does not exist."
            source = document.document.locate(document.pointer)
            problems.append(Problem(rule="tool-link-broken", severity="warning", message=message, source=source))
            continue
        link = ToolLink(tool=tool.address, operation=operation.address, configured=True)
        yield tool.address, link


def _matched(server: McpServer, known: "_Operations", own: Mapping[Address, ToolLink]) -> dict[Address, ToolLink]:
    """Return the links that are found; an operation that two tools would front is left to the author."""
    found = [link for tool in server.tools if tool.address not in own and (link := known.front(tool, server))]
    taken = [link.operation for link in found] + [link.operation for link in own.values()]
    return {link.tool: link for link in found if taken.count(link.operation) == 1}


def _passed_on(servers: Iterable[McpServer], links: Mapping[Address, ToolLink]) -> dict[Address, ToolLink]:
    """Return links of tools that pass on another server's, under whatever name."""
    tools = [tool for server in servers for tool in server.tools if tool.origin is not None]
    return {
        tool.address: ToolLink(
            tool=tool.address,
            operation=link.operation,
            configured=link.configured,
            same=link.same,
            arguments=link.arguments,
        )
        for tool in tools
        if tool.origin is not None and tool.address not in links and (link := links.get(tool.origin))
    }


class _Operations:
    """The operations of a gateway by the words of their ids."""

    def __init__(self, gateway: Gateway) -> None:
        self._schemas = gateway.schemas
        self._by_words: dict[tuple[str, ...], list[Operation]] = {}
        self._inputs: dict[Address, Inputs] = {}
        for operation in gateway.operations:
            # Some ids have their group before a slash, which a tool's name leaves out: `repos/list-commits`.
            ids = {operation.id, operation.id.rpartition("/")[2]} if operation.declared_id else ()
            for key in {_key(_words(id)) for id in ids}:
                self._by_words.setdefault(key, []).append(operation)

    def front(self, tool: Tool, server: McpServer) -> ToolLink | None:
        """Return the link from a tool to the one operation that fits it; None where none or several do."""
        words = _words(tool.name)
        keys = {_key(words), _key(_without(words, server))}
        candidates = [operation for key in keys if key for operation in self._by_words.get(key, ())]
        inputs = _inputs_of(_properties(tool.input_schema, tool.definitions)) if candidates else {}
        links = [link for operation in candidates if (link := self._link(tool, inputs, operation, len(words)))]
        return links[0] if len(links) == 1 else None

    def _link(self, tool: Tool, inputs: Inputs, operation: Operation, words: int) -> ToolLink | None:
        hint = tool.annotations.read_only
        if hint.value and hint.origin == "declared" and operation.method in _WRITES:
            return None
        taken = self._inputs_of(operation)
        same = inputs.keys() & taken.keys()
        both = chain(inputs.items(), taken.items())
        missing = [name for name, (_, required) in both if required and name not in same]
        contrary = any(not _agree(inputs[name][0], taken[name][0]) for name in same)
        # Without a common parameter the name alone speaks, and two words are said of many things.
        is_thin = len(same) < ENOUGH * len(inputs) if inputs else bool(taken) or words < 3
        if missing or contrary or is_thin:
            return None
        return ToolLink(tool=tool.address, operation=operation.address, same=len(same), arguments=len(inputs))

    def _inputs_of(self, operation: Operation) -> Inputs:
        if operation.address not in self._inputs:
            self._inputs[operation.address] = dict(self._read(operation))
        return self._inputs[operation.address]

    def _read(self, operation: Operation) -> Iterator[tuple[str, tuple[frozenset[str], bool]]]:
        body = operation.request_body
        for media_type in body.content if body else ():
            if media_type.is_json and media_type.schema is not None:
                yield from _inputs_of(_properties(media_type.schema, self._schemas)).items()
        for parameter in operation.parameters:
            if parameter.location in ("path", "query"):
                types = _types(parameter.schema, self._schemas)
                yield _normal(parameter.name), (types, parameter.required)


_Property = tuple[str, frozenset[str], bool]


def _inputs_of(properties: Iterable[_Property]) -> Inputs:
    return {_normal(name): (types, required) for name, types, required in properties}


def _properties(schema: SchemaLike, named: Mapping[str, NamedSchema], hops: int = MOST_HOPS) -> Iterator[_Property]:
    """Yield name, types and need of each property of an object schema, those of `allOf` among them."""
    found = _resolved(schema, named)
    if found is None or not hops:
        return
    for one in found.properties:
        yield one.name, _types(one.schema, named), one.required
    for part in found.all_of:
        yield from _properties(part, named, hops - 1)


def _resolved(schema: SchemaLike | None, named: Mapping[str, NamedSchema]) -> Schema | None:
    for _ in range(MOST_HOPS):
        if not isinstance(schema, SchemaRef):
            return schema
        schema = named[schema.name].schema if schema.name in named else None
    return None


def _types(schema: SchemaLike | None, named: Mapping[str, NamedSchema]) -> frozenset[str]:
    found = _resolved(schema, named)
    return frozenset(found.types) - {"null"} if found else frozenset()


def _agree(one: frozenset[str], other: frozenset[str]) -> bool:
    return not one or not other or bool(one & other) or bool(one & _NUMBERS and other & _NUMBERS)


def _words(name: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in _WORD.findall(name))


def _key(words: Sequence[str]) -> tuple[str, ...]:
    """Return the words in one order and number: `issues/create` is `create_issue`. One word says too little."""
    return tuple(sorted(_singular(word) for word in words)) if len(words) > 1 else ()


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def _without(words: tuple[str, ...], server: McpServer) -> tuple[str, ...]:
    """Return the words of a name without those of its server, which gateways put before it."""
    prefix = _words(server.id)
    return words[len(prefix) :] if words[: len(prefix)] == prefix else ()


def _normal(name: str) -> str:
    return "_".join(_words(name)) or name
