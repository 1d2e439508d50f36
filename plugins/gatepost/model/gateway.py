"""The whole contract of a site."""

from collections.abc import Mapping
from typing import Any

import msgspec

from gatepost.model.operation import Operation
from gatepost.model.schema import NamedSchema
from gatepost.model.security import SecurityScheme
from gatepost.model.server import Server
from gatepost.model.source import NOWHERE, SourceLocation
from gatepost.model.tool_link import ToolLink


class Tag(msgspec.Struct, frozen=True, kw_only=True):
    """A tag, with the hierarchy of OpenAPI 3.2 (`parent`, `kind`); `title` is its `summary` or display name."""

    name: str
    title: str = ""
    description: str = ""
    parent: str = ""
    kind: str = ""
    external_docs_url: str = ""
    scope: str = ""
    source: SourceLocation = NOWHERE


class TagGroup(msgspec.Struct, frozen=True, kw_only=True):
    """A heading above tags: `x-tagGroups`, or groups of the site's configuration."""

    title: str
    tags: tuple[str, ...]
    description: str = ""


class Description(msgspec.Struct, frozen=True, kw_only=True):
    """The front matter of one OpenAPI description: what its `info` says, and where it came from."""

    title: str
    version: str = ""
    id: str = ""
    summary: str = ""
    description: str = ""
    terms_of_service: str = ""
    contact_name: str = ""
    contact_url: str = ""
    contact_email: str = ""
    license_name: str = ""
    license_url: str = ""
    external_docs_url: str = ""
    specification: str = ""
    """The version of the specification it is written in: `2.0`, `3.0`, `3.1` or `3.2`."""
    source: SourceLocation = NOWHERE


class Gateway(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a site documents, merged from all of its descriptions and snapshots.

    `title`, `version`, `description` are those of the first description; `descriptions` has each one.
    Schemas and security schemes are keyed by name, preceded by `id:` where their description has an id.
    """

    title: str
    version: str = ""
    description: str = ""
    descriptions: tuple[Description, ...] = ()
    servers: tuple[Server, ...] = ()
    tags: tuple[Tag, ...] = ()
    tag_groups: tuple[TagGroup, ...] = ()
    operations: tuple[Operation, ...] = ()
    webhooks: tuple[Operation, ...] = ()
    schemas: Mapping[str, NamedSchema] = msgspec.field(default_factory=dict)
    security_schemes: Mapping[str, SecurityScheme] = msgspec.field(default_factory=dict)
    mcp_servers: tuple[Any, ...] = ()
    tool_links: tuple[ToolLink, ...] = ()

    def operation(self, name: str) -> Operation:
        """Return the operation with this address name (`GET /v1/models`) or operationId. Raises KeyError."""
        for operation in (*self.operations, *self.webhooks):
            if name in (operation.name, operation.id):
                return operation
        raise KeyError(name)

    def schema(self, key: str) -> NamedSchema:
        """Return the schema with this key. Raises KeyError."""
        return self.schemas[key]
