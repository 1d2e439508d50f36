"""What a server lets clients read."""

from collections.abc import Mapping

import msgspec

from gatepost.model.address import Address
from gatepost.model.schema import Json
from gatepost.model.source import NOWHERE, SourceLocation
from gatepost.model.tool import Icon


class ResourceAnnotations(msgspec.Struct, frozen=True, kw_only=True):
    """For whom a resource is (`user`, `assistant`), how important (0 to 1), and when it changed (ISO 8601)."""

    audience: tuple[str, ...] = ()
    priority: float | int | None = None
    last_modified: str = ""


class Resource(msgspec.Struct, frozen=True, kw_only=True):
    """A resource with a fixed URI, which is its key; `size` is in bytes. The rest as in `Tool`."""

    server: str
    key: str
    uri: str
    name: str = ""
    title: str = ""
    description: str = ""
    mime_type: str = ""
    size: int | None = None
    annotations: ResourceAnnotations = ResourceAnnotations()
    icons: tuple[Icon, ...] = ()
    meta: Mapping[str, Json] | None = None
    extensions: Mapping[str, Json] | None = None
    raw: Json = None
    source: SourceLocation = NOWHERE

    @property
    def address(self) -> Address:
        """The stable name of the resource's page: `resource:<server id>/<uri>`."""
        return Address("resource", f"{self.server}/{self.key}")

    @property
    def display_title(self) -> str:
        """What a heading calls it."""
        return self.title or self.name or self.uri


class ResourceTemplate(msgspec.Struct, frozen=True, kw_only=True):
    """Resources whose URIs follow a template (RFC 6570), which is its key; `variables` are the template's names.

    `examples` are values of variables, as far as somebody gave them.
    """

    server: str
    key: str
    uri_template: str
    variables: tuple[str, ...] = ()
    examples: Mapping[str, str] = msgspec.field(default_factory=dict)
    name: str = ""
    title: str = ""
    description: str = ""
    mime_type: str = ""
    annotations: ResourceAnnotations = ResourceAnnotations()
    icons: tuple[Icon, ...] = ()
    meta: Mapping[str, Json] | None = None
    extensions: Mapping[str, Json] | None = None
    raw: Json = None
    source: SourceLocation = NOWHERE

    @property
    def address(self) -> Address:
        """The stable name of the template's page: `resource:<server id>/<uri template>`."""
        return Address("resource", f"{self.server}/{self.key}")

    @property
    def display_title(self) -> str:
        """What a heading calls it."""
        return self.title or self.name or self.uri_template
