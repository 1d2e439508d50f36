"""A gateway as passages: operations, tools, prompts, resources, schemas, and the pages that list them."""

from collections.abc import Callable, Iterable, Iterator

from gatepost.index.fields import LONGEST, Fields, Step
from gatepost.index.plain import plain
from gatepost.model.address import Address
from gatepost.model.gateway import Gateway
from gatepost.model.mcp_server import McpServer
from gatepost.model.operation import Operation
from gatepost.model.page import Outline
from gatepost.model.passage import Part, Passage
from gatepost.model.prompt import Prompt
from gatepost.model.resource import Resource, ResourceTemplate
from gatepost.model.tool import Tool

LISTS = ("group", "server", "security")
"""Kinds of pages that only name others; they are found by their titles."""
SCHEMA_TEXT = 400

Resolve = Callable[[Address], str | None]


def passages(gateway: Gateway, outlines: Iterable[Outline], resolve: Resolve, step: Step) -> tuple[Passage, ...]:
    """Return everything of a gateway that a search can find, in reading order.

    `resolve` gives the URL of an address, `step` the anchor of a name.
    """
    cut = _Cut(gateway, resolve, step)
    return (*cut.operations(), *cut.listed(), *cut.schemas(), *cut.lists(outlines))


class _Cut:
    def __init__(self, gateway: Gateway, resolve: Resolve, step: Step) -> None:
        self._gateway, self._resolve, self._step = gateway, resolve, step
        self._fields = Fields(gateway.schemas)
        self._versions = {one.id: one.version for one in gateway.descriptions}
        self._titles = {tag.name: tag.title or tag.name for tag in gateway.tags}

    def operations(self) -> Iterator[Passage]:
        for operation in (*self._gateway.operations, *self._gateway.webhooks):
            url = self._resolve(operation.address)
            if url is not None:
                yield self._operation(operation, url)

    def _operation(self, operation: Operation, url: str) -> Passage:
        tags = tuple(self._titles.get(tag, tag) for tag in operation.tags)
        success = operation.success
        return Passage(
            address=operation.address,
            kind=operation.address.kind,
            title=operation.title,
            url=url,
            name=operation.id if operation.declared_id else "",
            method="" if operation.webhook else operation.method,
            path=operation.path,
            group=tags[0] if tags else "",
            tags=tags,
            text=plain(operation.description),
            parts=tuple(self._operation_parts(operation)),
            fields=self._fields.names(success.content) if success else (),
            scope=operation.scope,
            version=self._versions.get(operation.scope, self._gateway.version),
            deprecated=operation.deprecated,
        )

    def _operation_parts(self, operation: Operation) -> Iterator[Part]:
        for one in operation.parameters:
            anchor = f"{one.location}-{self._step(one.name)}"
            yield self._fields.part(one.name, one.schema, "parameter", anchor, one.description)
        body = operation.request_body
        if body and body.content:
            yield from self._fields.parts(body.content[0].schema, "field", "body-", self._step)
        for response in operation.responses:
            said = plain(response.description, LONGEST)
            yield Part(id=f"response-{self._step(response.status)}", kind="response", name=response.status, text=said)

    def schemas(self) -> Iterator[Passage]:
        for key, named in self._gateway.schemas.items():
            address = Address("schema", key)
            url = self._resolve(address)
            schema = self._fields.resolved(named.schema)
            if url is None:
                continue
            yield Passage(
                address=address,
                kind="schema",
                title=named.name,
                url=url,
                name=named.name,
                group="Schemas",
                text=plain(schema.description if schema else "", SCHEMA_TEXT),
                parts=self._fields.parts(named.schema, "field", "property-", self._step),
                scope=named.scope,
                version=self._versions.get(named.scope, self._gateway.version),
                deprecated=bool(schema and schema.deprecated),
            )

    def listed(self) -> Iterator[Passage]:
        for server in self._gateway.mcp_servers:
            for tool in server.tools:
                fields = Fields(tool.definitions)
                arguments = fields.parts(tool.input_schema, "argument", "param-", self._step)
                names = tuple(one.name for one in fields.properties(tool.output_schema))
                yield from self._one(server, tool, "tool", tool.name, arguments, names)
            for prompt in server.prompts:
                yield from self._one(server, prompt, "prompt", prompt.name, tuple(self._arguments(prompt)))
            for resource in server.resources:
                yield from self._one(server, resource, "resource", resource.name, path=resource.uri)
            for template in server.templates:
                yield from self._one(server, template, "resource", template.name, path=template.uri_template)

    def _arguments(self, prompt: Prompt) -> Iterator[Part]:
        for one in prompt.arguments:
            said = plain(one.description, LONGEST)
            yield Part(id=f"argument-{self._step(one.name)}", kind="argument", name=one.name, text=said)

    def _one(
        self,
        server: McpServer,
        one: Tool | Prompt | Resource | ResourceTemplate,
        kind: str,
        name: str,
        parts: tuple[Part, ...] = (),
        fields: tuple[str, ...] = (),
        path: str = "",
    ) -> Iterator[Passage]:
        url = self._resolve(one.address)
        if url is not None:
            yield Passage(
                address=one.address,
                kind=kind,
                title=one.display_title,
                url=url,
                name=name,
                path=path,
                group=server.display_title,
                text=plain(one.description),
                parts=parts,
                fields=fields,
                scope=server.id,
                version=server.version,
            )

    def lists(self, outlines: Iterable[Outline]) -> Iterator[Passage]:
        for outline in outlines:
            if outline.kind in LISTS and not outline.version:
                yield Passage(address=outline.address, kind=outline.kind, title=outline.title, url=outline.path)
