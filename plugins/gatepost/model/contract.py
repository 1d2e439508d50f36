"""What the console is told of an operation, or of a part of an MCP server: `contract.json` beside its page.

The TypeScript types of `frontend/src/contract.ts` are generated from these; JSON names are camelCase.
Schemas are plain JSON Schema 2020-12 whose references are `#/$defs/NAME` into `Contract.defs`.
"""

from collections.abc import Mapping

import msgspec

from gatepost.model.schema import Json


class _Part(msgspec.Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=True):
    """Base of the parts: camelCase names, defaults left out."""


class ContractVariable(_Part, frozen=True, kw_only=True):
    """A variable of a server URL."""

    name: str
    default: str = ""
    enum: tuple[str, ...] = ()
    description: str = ""


class ContractServer(_Part, frozen=True, kw_only=True):
    """A base URL that can be called; variables in braces."""

    url: str
    description: str = ""
    variables: tuple[ContractVariable, ...] = ()


class ContractParameter(_Part, frozen=True, kw_only=True):
    """A field of the form; `content_type` is set where the value is serialized by media type, not by style."""

    name: str
    location: str
    required: bool = False
    deprecated: bool = False
    description: str = ""
    schema: Json = None
    style: str = "simple"
    explode: bool = False
    allow_reserved: bool = False
    allow_empty_value: bool = False
    content_type: str = ""
    example: Json = None


class ContractExample(_Part, frozen=True, kw_only=True):
    """A body to start from; `text` is the form as sent when the media type is not JSON."""

    name: str
    summary: str = ""
    value: Json = None
    text: str = ""


class ContractEncoding(_Part, frozen=True, kw_only=True):
    """How one property of a form or multipart body is sent."""

    property_name: str
    content_type: str = ""
    style: str = ""
    explode: bool | None = None
    allow_reserved: bool = False
    headers: tuple[tuple[str, str], ...] = ()


class ContractBody(_Part, frozen=True, kw_only=True):
    """A body in one media type; parts without names are encoded by place, those beyond the places as items."""

    media_type: str
    schema: Json = None
    examples: tuple[ContractExample, ...] = ()
    encodings: tuple[ContractEncoding, ...] = ()
    prefix_encodings: tuple[ContractEncoding, ...] = ()
    item_encodings: tuple[ContractEncoding, ...] = ()


class ContractSchemeUse(_Part, frozen=True, kw_only=True):
    """A scheme that is needed, with scopes."""

    key: str
    scopes: tuple[str, ...] = ()


class ContractFlow(_Part, frozen=True, kw_only=True):
    """An OAuth 2 flow."""

    kind: str
    authorization_url: str = ""
    token_url: str = ""
    refresh_url: str = ""
    device_authorization_url: str = ""
    scopes: tuple[tuple[str, str], ...] = ()


class ContractScheme(_Part, frozen=True, kw_only=True):
    """A security scheme, as `SecurityScheme` has it."""

    name: str
    type: str
    description: str = ""
    location: str = ""
    parameter_name: str = ""
    http_scheme: str = ""
    bearer_format: str = ""
    flows: tuple[ContractFlow, ...] = ()
    open_id_connect_url: str = ""


class ContractResponse(_Part, frozen=True, kw_only=True):
    """A response: status, its words, and its media types with whether they stream."""

    status: str
    description: str = ""
    media_types: tuple[str, ...] = ()
    stream: bool = False


class ContractMcp(_Part, frozen=True, kw_only=True):
    """What is called of an MCP server: a tool, a prompt, a resource or a template of resources; or the server itself.

    `kind` is `tool`, `prompt`, `resource`, `template` or `server`; `name` is a name, a URI or a URI template.
    `risk` is `reads`, `changes`, `destroys` or `undeclared`, as the server says. `headers` are pairs of argument
    (`filter.region`) and HTTP header (`x-mcp-header`, 2026-07-28). `completes` says that the server completes
    arguments, `task` that a server of 2025-11-25 runs the tool as a task only. `listed` has what the snapshot of a
    server names, by list.
    """

    kind: str
    name: str
    server: str = ""
    risk: str = ""
    output_schema: Json = None
    headers: tuple[tuple[str, str], ...] = ()
    eras: tuple[str, ...] = ()
    completes: bool = False
    task: bool = False
    listed: Mapping[str, tuple[str, ...]] = msgspec.field(default_factory=dict)


class Contract(_Part, frozen=True, kw_only=True):
    """All that the console needs to build the form of one operation and read its answer.

    `security` lists alternatives, each the schemes needed together; `stream_property` names the boolean
    property of the JSON body that asks for a stream, empty where there is none. With `mcp` it is a call to an MCP
    server at `path`: arguments of a tool are the body, those of a prompt or template parameters in `argument`.
    """

    address: str
    method: str
    path: str
    title: str = ""
    servers: tuple[ContractServer, ...] = ()
    parameters: tuple[ContractParameter, ...] = ()
    body_required: bool = False
    bodies: tuple[ContractBody, ...] = ()
    security: tuple[tuple[ContractSchemeUse, ...], ...] = ()
    schemes: Mapping[str, ContractScheme] = msgspec.field(default_factory=dict)
    responses: tuple[ContractResponse, ...] = ()
    stream_property: str = ""
    defs: Mapping[str, Json] = msgspec.field(default_factory=dict)
    mcp: ContractMcp | None = None
