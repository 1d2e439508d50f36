"""What the console is told of an MCP server, and of its tools, prompts, resources and templates."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

import msgspec

from gatepost.model.contract import (
    Contract,
    ContractBody,
    ContractExample,
    ContractMcp,
    ContractParameter,
    ContractScheme,
    ContractSchemeUse,
    ContractServer,
)
from gatepost.model.mcp_server import McpServer
from gatepost.model.prompt import Prompt
from gatepost.model.resource import Resource, ResourceTemplate
from gatepost.model.schema import Json, Schema
from gatepost.model.tool import Tool
from gatepost.render.contracts import LIMIT
from gatepost.render.json_schema import json_schema
from gatepost.render.mcp_words import risk
from gatepost.render.prose import one_line, sentence

ARGUMENT = "argument"
"""Where the values of prompts and templates go: into the request's own arguments, or into the URI."""

_TOKEN = ContractScheme(name="Authorization", type="http", http_scheme="bearer")
_TEXT: Json = {"type": "string"}


Callable = Tool | Prompt | Resource | ResourceTemplate | McpServer


def mcp_contract(listed: Callable, server: McpServer) -> Contract:
    """Return the contract of what a server lists, or of the server."""
    schemes = dict(_schemes(server))
    uses = tuple(ContractSchemeUse(key=key) for key in schemes)
    # Where nothing is said of keys, both ways are offered.
    security = (uses,) if schemes else ((), (ContractSchemeUse(key=_TOKEN.name),))
    origin, path = _place(server)
    return Contract(
        address=str(listed.address),
        method="POST",
        path=path,
        title=one_line(listed.display_title),
        servers=(ContractServer(url=origin),) if origin else (),
        parameters=tuple(_parameters(listed)),
        bodies=_bodies(listed) if isinstance(listed, Tool) else (),
        security=security,
        schemes=schemes or {_TOKEN.name: _TOKEN},
        defs=_definitions(listed) if isinstance(listed, Tool) else {},
        mcp=_called(listed, server),
    )


def _called(listed: Callable, server: McpServer) -> ContractMcp:
    title, eras = one_line(server.display_title), server.eras
    completes = "completions" in server.capabilities
    match listed:
        case Tool():
            schema = json_schema(listed.output_schema) if listed.output_schema is not None else None
            return ContractMcp(
                kind="tool",
                name=listed.name,
                server=title,
                risk=risk(listed),
                output_schema=schema,
                headers=listed.header_parameters,
                task=listed.task_support == "required",
                eras=eras,
            )
        case Prompt():
            return ContractMcp(kind="prompt", name=listed.name, server=title, eras=eras, completes=completes)
        case Resource():
            return ContractMcp(kind="resource", name=listed.uri, server=title, eras=eras)
        case ResourceTemplate():
            return ContractMcp(kind="template", name=listed.uri_template, server=title, eras=eras, completes=completes)
        case McpServer():
            return ContractMcp(kind="server", name=listed.id, server=title, eras=eras, listed=_names(listed))


def _names(server: McpServer) -> Mapping[str, tuple[str, ...]]:
    names = {
        "tools": tuple(one.name for one in server.tools),
        "prompts": tuple(one.name for one in server.prompts),
        "resources": tuple(one.uri for one in server.resources),
        "resourceTemplates": tuple(one.uri_template for one in server.templates),
    }
    return {key: found for key, found in names.items() if found}


def _place(server: McpServer) -> tuple[str, str]:
    """Return origin and path of a server's URL; a snapshot alone does not say where it answers."""
    url = urlsplit(server.url)
    if not url.netloc:
        return "", f"/mcp/{server.id}"
    return f"{url.scheme}://{url.netloc}", (url.path or "/") + (f"?{url.query}" if url.query else "")


def _schemes(server: McpServer) -> Iterator[tuple[str, ContractScheme]]:
    known = server.authentication
    headers = known.headers or ((_TOKEN.name,) if known.is_declared else ())
    for name in headers:
        if name.lower() == "authorization":
            yield _TOKEN.name, _TOKEN
        else:
            yield name, ContractScheme(name=name, type="apiKey", location="header", parameter_name=name)


def _parameters(listed: Callable) -> Iterator[ContractParameter]:
    if isinstance(listed, Prompt):
        for one in listed.arguments:
            said = sentence(one.description)
            yield ContractParameter(
                name=one.name,
                location=ARGUMENT,
                required=one.required,
                description=said,
                schema=_TEXT,
                example=one.example or None,
            )
    elif isinstance(listed, ResourceTemplate):
        for name in listed.variables:
            example = listed.examples.get(name)
            yield ContractParameter(name=name, location=ARGUMENT, required=True, schema=_TEXT, example=example)


def _bodies(tool: Tool) -> tuple[ContractBody, ...]:
    """Return the arguments as the body of a form; none where the tool takes none."""
    schema = tool.input_schema
    if isinstance(schema, Schema) and _is_empty(schema):
        return ()
    given = tool.example_arguments
    example = () if given is msgspec.UNSET else (ContractExample(name="example", value=given),)
    return (ContractBody(media_type="application/json", schema=json_schema(schema), examples=example),)


def _is_empty(schema: Schema) -> bool:
    parts = (schema.properties, schema.pattern_properties, schema.any_of, schema.one_of, schema.all_of)
    return not any(parts) and schema.additional_properties in (None, False) and schema.if_ is None


def _definitions(tool: Tool) -> Mapping[str, Json]:
    """Return the schemas that those of a tool refer to; beyond the limit they are `true`."""
    found: dict[str, Json] = {}
    size = 0
    for key, named in tool.definitions.items():
        written = json_schema(named.schema)
        size += len(msgspec.json.encode(written))
        found[key] = written if size <= LIMIT else True
    return found
