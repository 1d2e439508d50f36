"""The thing a reader came for: one call."""

from collections.abc import Mapping

import msgspec

from gatepost.model.address import Address
from gatepost.model.parameter import Parameter
from gatepost.model.request_body import RequestBody
from gatepost.model.response import Response
from gatepost.model.schema import Json
from gatepost.model.security import SecurityRequirement
from gatepost.model.server import Server
from gatepost.model.source import NOWHERE, SourceLocation

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
"""The fixed methods of a path item (OpenAPI 3.2), in the order of the specification."""


class Callback(msgspec.Struct, frozen=True, kw_only=True):
    """Requests that the gateway makes to the caller, by runtime expression."""

    name: str
    expression: str
    operations: tuple["Operation", ...] = ()
    source: SourceLocation = NOWHERE


class Operation(msgspec.Struct, frozen=True, kw_only=True):
    """One method of one path, complete: path-item parameters and servers are merged in, security is resolved.

    `id` is the declared operationId, or `method-path-words` where there is none; `method` is upper case;
    `scope` is the id of its description; `security` lists alternatives, empty when none is declared;
    `sunset` is an ISO date from `x-sunset`; `replaced_by` is the name part of the address of its successor.
    `notes` is Markdown of the site's writers, in sections (`##`), beside what the description says.
    A webhook has `webhook` set and its name as `path`.
    """

    id: str
    method: str
    path: str
    declared_id: bool = True
    webhook: bool = False
    scope: str = ""
    summary: str = ""
    description: str = ""
    notes: str = ""
    tags: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    request_body: RequestBody | None = None
    responses: tuple[Response, ...] = ()
    callbacks: tuple[Callback, ...] = ()
    security: tuple[SecurityRequirement, ...] = ()
    servers: tuple[Server, ...] = ()
    deprecated: bool = False
    sunset: str = ""
    replaced_by: str = ""
    external_docs_url: str = ""
    external_docs_description: str = ""
    extensions: Mapping[str, Json] | None = None
    source: SourceLocation = NOWHERE

    @property
    def name(self) -> str:
        """The name part of the address: `METHOD path`, with `id:` before it where the description has an id."""
        own = f"{self.method} {self.path}"
        return f"{self.scope}:{own}" if self.scope else own

    @property
    def address(self) -> Address:
        """The stable name of the operation's page."""
        return Address("webhook" if self.webhook else "operation", self.name)

    @property
    def title(self) -> str:
        """What a heading calls it: the summary, or the declared operationId, or method and path."""
        return self.summary or (self.id if self.declared_id else f"{self.method} {self.path}")

    @property
    def success(self) -> Response | None:
        """The first 2xx response, else `default`, else None."""
        found = next((r for r in self.responses if r.status.startswith("2")), None)
        return found or next((r for r in self.responses if r.status == "default"), None)
