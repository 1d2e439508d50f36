"""What the console is told: the request side of an operation, schemas as plain JSON Schema 2020-12."""

from collections import deque
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from gatepost.model.contract import (
    Contract,
    ContractBody,
    ContractEncoding,
    ContractExample,
    ContractFlow,
    ContractParameter,
    ContractResponse,
    ContractScheme,
    ContractSchemeUse,
    ContractServer,
    ContractVariable,
)
from gatepost.model.gateway import Gateway
from gatepost.model.media_type import Encoding, Example, MediaType
from gatepost.model.operation import Operation
from gatepost.model.parameter import Parameter
from gatepost.model.schema import Json, Schema, SchemaLike, SchemaRef
from gatepost.model.security import SecurityScheme
from gatepost.model.server import Server
from gatepost.render.json_schema import MANY, ONE, json_schema
from gatepost.render.prose import one_line, sentence
from gatepost.render.shapes import Shapes

LIMIT = 60_000
"""Characters of named schemas that a contract carries; what lies deeper accepts anything."""


class Contracts:
    """Contracts of the operations of one gateway; each named schema is written once."""

    def __init__(self, gateway: Gateway, references: Mapping[str, tuple[str, ...]], shapes: Shapes) -> None:
        self._gateway, self._references, self._shapes = gateway, references, shapes
        self._definitions: dict[str, tuple[Json, int]] = {}
        self._schemes = {key: _scheme(scheme) for key, scheme in gateway.security_schemes.items()}

    def of(self, operation: Operation) -> Contract:
        """Return the contract of an operation."""
        body = operation.request_body
        content = body.content if body else ()
        used = dict.fromkeys(use.key for choice in operation.security for use in choice.uses)
        return Contract(
            address=str(operation.address),
            method=operation.method,
            path=operation.path,
            title=one_line(operation.title),
            servers=tuple(_server(server) for server in operation.servers or self._gateway.servers),
            parameters=tuple(_parameter(parameter) for parameter in operation.parameters),
            body_required=body.required if body else False,
            bodies=tuple(_body(media_type) for media_type in content),
            security=tuple(
                tuple(ContractSchemeUse(key=use.key, scopes=use.scopes) for use in choice.uses)
                for choice in operation.security
            ),
            schemes={key: self._schemes[key] for key in used if key in self._schemes},
            responses=tuple(
                ContractResponse(
                    status=response.status,
                    description=sentence(response.description),
                    media_types=tuple(media_type.name for media_type in response.content),
                    stream=any(media_type.stream for media_type in response.content),
                )
                for response in operation.responses
            ),
            stream_property=self._stream_property(content),
            defs=self._closure(operation),
        )

    def _closure(self, operation: Operation) -> Mapping[str, Json]:
        """Return the named schemas of the request, nearest first; beyond the limit they are `true`."""
        waiting = deque(dict.fromkeys(_request_references(operation)))
        found: dict[str, Json] = {}
        size = 0
        while waiting:
            key = waiting.popleft()
            if key in found:
                continue
            written, length = self._definition(key)
            size += length
            found[key] = written if size <= LIMIT else True
            if size <= LIMIT:
                waiting.extend(self._references.get(key, ()))
        return found

    def _definition(self, key: str) -> tuple[Json, int]:
        made = self._definitions.get(key)
        if made is None:
            named = self._gateway.schemas.get(key)
            written = json_schema(named.schema) if named else True
            made = self._definitions[key] = (written, len(msgspec.json.encode(written)))
        return made

    def _stream_property(self, content: Iterable[MediaType]) -> str:
        for media_type in content:
            schema = self._shapes.resolved(media_type.schema) if media_type.schema is not None else None
            if schema is not None and media_type.is_json and any(p.name == "stream" for p in schema.properties):
                return "stream"
        return ""


def _request_references(operation: Operation) -> Iterable[str]:
    for parameter in operation.parameters:
        yield from _references_in(parameter.schema)
    for media_type in operation.request_body.content if operation.request_body else ():
        yield from _references_in(media_type.schema or media_type.item_schema)


def _references_in(schema: SchemaLike | None) -> Iterable[str]:
    if isinstance(schema, SchemaRef):
        yield schema.name
        schema = schema.beside
    if schema is None:
        return
    inner: list[Any] = [part.schema for part in schema.properties]
    inner += [part for _, part in schema.pattern_properties]
    inner += [getattr(schema, field) for field in ONE]
    inner.append(schema.additional_properties)
    for field in MANY:
        inner.extend(getattr(schema, field))
    for part in inner:
        if isinstance(part, Schema | SchemaRef):
            yield from _references_in(part)


def _server(server: Server) -> ContractServer:
    variables = tuple(
        ContractVariable(name=v.name, default=v.default, enum=v.enum, description=sentence(v.description))
        for v in server.variables
    )
    return ContractServer(url=server.url, description=sentence(server.description), variables=variables)


def _parameter(parameter: Parameter) -> ContractParameter:
    values = [example.value for example in parameter.examples if example.value is not msgspec.UNSET]
    return ContractParameter(
        name=parameter.name,
        location=parameter.location,
        required=parameter.required,
        deprecated=parameter.deprecated,
        description=sentence(parameter.description),
        schema=json_schema(parameter.schema) if parameter.schema is not None else None,
        style=parameter.style,
        explode=parameter.explode,
        allow_reserved=parameter.allow_reserved,
        allow_empty_value=parameter.allow_empty_value and parameter.location == "query",
        content_type=parameter.content.name if parameter.content else "",
        example=values[0] if values else None,
    )


def _body(media_type: MediaType) -> ContractBody:
    item_encoding = media_type.item_encoding
    return ContractBody(
        media_type=media_type.name,
        schema=_body_schema(media_type),
        examples=tuple(_example(e) for e in media_type.examples if e.serialized or e.value is not msgspec.UNSET),
        encodings=tuple(map(_encoding, media_type.encodings)),
        prefix_encodings=tuple(map(_encoding, media_type.prefix_encodings)),
        item_encodings=(_encoding(item_encoding),) if item_encoding else (),
    )


def _body_schema(media_type: MediaType) -> Json:
    """Return the schema of the whole; a body that is described by its items alone is a list of them."""
    if media_type.schema is not None:
        return json_schema(media_type.schema)
    if media_type.item_schema is not None:
        return {"type": "array", "items": json_schema(media_type.item_schema)}
    return None


def _encoding(encoding: Encoding) -> ContractEncoding:
    return ContractEncoding(
        property_name=encoding.property_name,
        content_type=encoding.content_type,
        style=encoding.style,
        explode=encoding.explode,
        allow_reserved=encoding.allow_reserved,
        headers=encoding.headers,
    )


def _example(example: Example) -> ContractExample:
    value = None if example.value is msgspec.UNSET else example.value
    return ContractExample(name=example.name, summary=example.summary, value=value, text=example.serialized)


def _scheme(scheme: SecurityScheme) -> ContractScheme:
    return ContractScheme(
        name=scheme.name,
        type=scheme.type,
        description=sentence(scheme.description),
        location=scheme.location,
        parameter_name=scheme.parameter_name,
        http_scheme=scheme.http_scheme,
        bearer_format=scheme.bearer_format,
        flows=tuple(
            ContractFlow(
                kind=flow.kind,
                authorization_url=flow.authorization_url,
                token_url=flow.token_url,
                refresh_url=flow.refresh_url,
                device_authorization_url=flow.device_authorization_url,
                scopes=flow.scopes,
            )
            for flow in scheme.flows
        ),
        open_id_connect_url=scheme.open_id_connect_url,
    )
