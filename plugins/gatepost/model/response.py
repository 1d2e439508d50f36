"""What an operation answers."""

import msgspec

from gatepost.model.media_type import MediaType
from gatepost.model.parameter import Header
from gatepost.model.source import NOWHERE, SourceLocation


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """An operation that can follow this response (OpenAPI Link Object).

    `operation` is the name part of that operation's address, empty when it could not be found.
    """

    name: str
    operation: str = ""
    description: str = ""
    parameters: tuple[tuple[str, str], ...] = ()


class Response(msgspec.Struct, frozen=True, kw_only=True):
    """One response; `status` is `200`, `4XX` or `default`."""

    status: str
    description: str = ""
    headers: tuple[Header, ...] = ()
    content: tuple[MediaType, ...] = ()
    links: tuple[Link, ...] = ()
    source: SourceLocation = NOWHERE
