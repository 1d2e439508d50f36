"""Every text of a server that can reach a model, with the place where it stands."""

from collections.abc import Iterator
from typing import Any

import msgspec

from gatepost.model.address import Address
from gatepost.model.mcp_server import McpServer
from gatepost.model.prompt import Prompt
from gatepost.model.resource import Resource, ResourceTemplate
from gatepost.model.schema import Json
from gatepost.model.source import SourceLocation
from gatepost.model.tool import Tool

MAX_LENGTH = 20_000
"""Characters looked at in one text; the longest of 704 real ones has 6,993."""

MAX_TEXTS = 20_000
"""Texts looked at in one tool; more would be a flood, and the first ones are examined."""

_NOT_READ = frozenset(("$schema", "$id", "$ref", "pattern", "format", "type", "src", "mimeType"))


class Text(msgspec.Struct, frozen=True):
    """One text: `kind` is the key it stands under (`description`, `title`, `enum`, …), `key` for a property's name."""

    value: str
    kind: str
    address: Address
    source: SourceLocation


def texts_of_server(server: McpServer) -> Iterator[Text]:
    """Yield the server's own texts and those of all that it lists."""
    for kind, value in (("instructions", server.instructions), ("title", server.title), ("name", server.name)):
        if value:
            yield Text(value[:MAX_LENGTH], kind, server.address, server.source.child(kind))
    every: tuple[Tool | Prompt | Resource | ResourceTemplate, ...]
    every = (*server.tools, *server.prompts, *server.resources, *server.templates)
    for listed in every:
        yield from _texts(listed.raw, "", listed.address, listed.source)


def _texts(root: Json, kind: str, address: Address, source: SourceLocation) -> Iterator[Text]:
    """Walk in the order of the text, without recursion: depth is the author's choice."""
    waiting: list[tuple[Any, str, SourceLocation]] = [(root, kind, source)]
    count = 0
    while waiting and count < MAX_TEXTS:
        value, name, place = waiting.pop()
        if isinstance(value, str):
            count += 1
            yield Text(value[:MAX_LENGTH], name, address, place)
        elif isinstance(value, list):
            waiting.extend((item, name, place.child(i)) for i, item in reversed(list(enumerate(value))))
        elif isinstance(value, dict):
            for key in value:
                if not key.isascii():
                    yield Text(key, "key", address, place.child(key))
            waiting.extend(
                (item, key, place.child(key)) for key, item in reversed(value.items()) if key not in _NOT_READ
            )


def lengths(root: Json) -> tuple[int, int]:
    """Return how many texts a tree has, and the length of the longest."""
    waiting, count, longest = [root], 0, 0
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            count, longest = count + 1, max(longest, len(value))
        elif isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            waiting.extend(value.values())
    return count, longest
