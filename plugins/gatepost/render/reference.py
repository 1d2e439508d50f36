"""A gateway as pages: what a host asks for."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec

from gatepost.model.address import Address
from gatepost.model.gateway import Gateway
from gatepost.model.insight import Insights, NoInsights
from gatepost.model.operation import Operation
from gatepost.model.page import Outline, Page
from gatepost.model.schema import Json
from gatepost.render.authentication_page import authentication_page
from gatepost.render.context import Context
from gatepost.render.environment import templates_digest
from gatepost.render.expected import expected
from gatepost.render.group_page import GroupPages, section_outlines
from gatepost.render.hierarchy import Section
from gatepost.render.mcp_pages import McpPages
from gatepost.render.navigation import navigation
from gatepost.render.operation_page import OperationPages, operation_outline
from gatepost.render.schema_page import SchemaPages, schema_outline
from gatepost.render.twin import inert
from gatepost.render.urls import AUTHENTICATION, OVERVIEW, SCHEMAS, WEBHOOKS
from gatepost.settings import ReferenceSettings

_ENCODER = msgspec.json.Encoder(enc_hook=lambda _: None)


class Plan(msgspec.Struct, frozen=True):
    """How one page is made, and the key that changes exactly when it does."""

    outline: Outline
    render: Callable[[], Page]
    digest: Callable[[], str]


class Reference:
    """The reference of a gateway: pages are planned at once and rendered when they are asked for."""

    def __init__(
        self,
        gateway: Gateway,
        settings: ReferenceSettings,
        *,
        templates: Path | None = None,
        bytecode: Path | None = None,
        authoring: bool = False,
        insights: Insights | None = None,
    ) -> None:
        self._context = Context(gateway, settings, templates=templates, bytecode=bytecode, authoring=authoring)
        self._mcp = McpPages(self._context, insights or NoInsights())
        self._operations = OperationPages(self._context, self._mcp.fronting)
        self._schemas = SchemaPages(self._context)
        self._groups = GroupPages(self._context)
        self._plans = {plan.outline.path: plan for plan in self._planned()}
        self._basis = self._digest_of_options(settings, templates)

    @cached_property
    def outlines(self) -> tuple[Outline, ...]:
        """What is known of every page without rendering it, in reading order."""
        return tuple(plan.outline for plan in self._plans.values())

    def page(self, path: str) -> Page:
        """Return the page with this path, rendered. Raises KeyError with the path when there is none."""
        plan = self._plans[path]
        page = plan.render()
        return msgspec.structs.replace(page, markdown=inert(page.markdown), digest=plan.digest())

    def digest(self, path: str) -> str:
        """Return a key that is the same exactly when the page is. Raises KeyError with the path."""
        return self._plans[path].digest()

    def navigation(self) -> Mapping[str, Json]:
        """Return the files of the navigation tree by name, for the page script."""
        mcp = self._mcp.navigation()
        return {**navigation(self._context), **mcp} if self._has_reference else mcp

    def expected(self) -> bytes:
        """Return what the contract has of replies, compressed, for the console; empty where nothing can be called."""
        gateway = self._context.gateway
        return expected(gateway) if gateway.operations else b""

    def texts(self) -> Mapping[str, str]:
        """Return the words of MCP servers about their pages, for a search, by path."""
        return self._mcp.texts()

    def resolve(self, address: Address) -> str | None:
        """Return the URL of an address, relative to the root of the site, with its anchor; None where it has none."""
        return self._context.urls.resolve(address)

    @property
    def _has_reference(self) -> bool:
        """Whether there is anything but MCP servers; a site that documents nothing still has its front page."""
        gateway = self._context.gateway
        return bool(gateway.descriptions or gateway.operations or gateway.schemas or not gateway.mcp_servers)

    def _planned(self) -> Iterator[Plan]:
        if self._has_reference:
            yield from self._described()
        for outline, render, key in self._mcp.planned():
            yield Plan(outline, render, lambda key=key: self._keyed(key()))  # type: ignore[misc]

    def _keyed(self, key: bytes) -> str:
        return blake2b(self._basis + key, digest_size=16).hexdigest()

    def _described(self) -> Iterator[Plan]:
        context, gateway = self._context, self._context.gateway
        title = context.settings.title
        yield self._index(OVERVIEW, title, "overview", self._groups.overview)
        if gateway.security_schemes:
            yield self._index(AUTHENTICATION, "Authentication", "security", lambda o: authentication_page(context, o))
        for section, outline in section_outlines(context):
            yield Plan(
                outline,
                lambda s=section, o=outline: self._groups.group(s, o),  # type: ignore[misc]
                lambda s=section, o=outline: self._group_digest(s, o),  # type: ignore[misc]
            )
            for operation in section.operations:
                yield self._operation(operation)
        if gateway.webhooks:
            yield self._index(WEBHOOKS, "Webhooks", "index", self._groups.webhooks)
            for hook in gateway.webhooks:
                yield self._operation(hook)
        if gateway.schemas:
            yield self._index(SCHEMAS, "Schemas", "index", self._schemas.index)
            for named in gateway.schemas.values():
                outline = schema_outline(named, context)
                yield Plan(
                    outline,
                    lambda n=named, o=outline: self._schemas.render(n, o),  # type: ignore[misc]
                    lambda n=named, o=outline: self._schema_digest(n.key, o),  # type: ignore[misc]
                )

    def _index(self, address: Address, title: str, kind: str, render: Callable[[Outline], Page]) -> Plan:
        outline = Outline(path=self._context.urls.path(address), title=title, address=address, kind=kind)
        return Plan(outline, lambda: render(outline), self._whole)

    def _operation(self, operation: Operation) -> Plan:
        outline = operation_outline(operation, self._context)
        return Plan(
            outline,
            lambda: self._operations.render(operation, outline),
            lambda: self._operation_digest(operation, outline),
        )

    def _operation_digest(self, operation: Operation, outline: Outline) -> str:
        graph = self._context.graph
        digest = blake2b(self._basis, digest_size=16)
        digest.update(graph.operation_digests[str(operation.address)])
        digest.update(outline.path.encode())
        digest.update("\0".join(self._operations.shown_elsewhere(operation)).encode())
        if not operation.servers:
            digest.update(self._servers)
        for key in graph.of(operation):
            digest.update(graph.digests[key])
        if self._context.authoring:
            digest.update(str(operation.source).encode())
        return digest.hexdigest()

    def _group_digest(self, section: Section, outline: Outline) -> str:
        digest = blake2b(self._basis, digest_size=16)
        digest.update(outline.path.encode())
        digest.update(_ENCODER.encode(self._groups.shown(section, outline)))
        return digest.hexdigest()

    def _schema_digest(self, key: str, outline: Outline) -> str:
        digest = blake2b(self._basis, digest_size=16)
        digest.update(self._context.graph.digests[key])
        digest.update(outline.path.encode())
        digest.update("\0".join(self._schemas.shown_elsewhere(key)).encode())
        if self._context.authoring:
            digest.update(str(self._context.gateway.schemas[key].source).encode())
        return digest.hexdigest()

    @cached_property
    def _servers(self) -> bytes:
        return _ENCODER.encode(self._context.gateway.servers)

    def _whole(self) -> str:
        return self._whole_digest

    @cached_property
    def _whole_digest(self) -> str:
        """The key of the few pages that show something of everything."""
        graph, gateway = self._context.graph, self._context.gateway
        digest = blake2b(self._basis, digest_size=16)
        for part in (gateway.title, gateway.version, gateway.description):
            digest.update(f"{part}\0".encode())
        for collection in (gateway.descriptions, gateway.servers, gateway.tags, gateway.tag_groups):
            digest.update(_ENCODER.encode(collection))
        digest.update(_ENCODER.encode(gateway.security_schemes))
        for outline in self.outlines:
            digest.update(f"{outline.path}\0{outline.title}\0".encode())
        for own in graph.operation_digests.values():
            digest.update(own)
        for own in graph.digests.values():
            digest.update(own)
        return digest.hexdigest()

    def _digest_of_options(self, settings: ReferenceSettings, templates: Path | None) -> bytes:
        digest = blake2b(_version().encode(), digest_size=16)
        digest.update(_ENCODER.encode(settings))
        digest.update(templates_digest(templates))
        digest.update(b"authoring" if self._context.authoring else b"")
        return digest.digest()


def _version() -> str:
    try:
        return version("gatepost")
    except PackageNotFoundError:
        return ""
