"""Every option of the suite, described where it is declared.

The options page of the documentation and the JSON schema for editors are generated from these types.
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta

from gatepost.errors import ConfigurationError
from gatepost.guide_settings import GlossarySettings as GlossarySettings
from gatepost.guide_settings import GuidesSettings as GuidesSettings
from gatepost.search_settings import SearchSettings as SearchSettings


class Filter(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which operations are meant: one that matches any of the given globs."""

    tags: Annotated[tuple[str, ...], Meta(description="Globs of tag names.")] = ()
    paths: Annotated[
        tuple[str, ...],
        Meta(description="Globs of paths; `METHOD /path` narrows one to a method, `**` crosses slashes."),
    ] = ()
    operations: Annotated[tuple[str, ...], Meta(description="Globs of operation ids.")] = ()


class OpenApiInput(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One OpenAPI description."""

    path: Annotated[str, Meta(description="The file, relative to mkdocs.yml; inside the project folder.")]
    id: Annotated[
        str,
        Meta(
            description="Keeps the names of this description apart from those of the others; part of its addresses.",
            pattern=r"^([a-z0-9][a-z0-9-]*)?$",
        ),
    ] = ""
    title: Annotated[str, Meta(description="Shown in place of the description's own title.")] = ""
    preset: Annotated[
        str,
        Meta(description="Knowledge of a gateway: `litellm`, `contextforge`, `portkey`, … filters its noise."),
    ] = ""
    overlays: Annotated[
        tuple[str, ...],
        Meta(description="OpenAPI Overlays (1.0, 1.1), applied in this order; paths relative to mkdocs.yml."),
    ] = ()
    notes: Annotated[
        str, Meta(description="Folder of Markdown for the pages of operations, one `<operationId>.md` for each.")
    ] = ""
    include: Annotated[Filter, Meta(description="Keep only these operations.")] = Filter()
    exclude: Annotated[Filter, Meta(description="Leave out these operations; wins over `include`.")] = Filter()


class McpInput(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One MCP snapshot: a file that `gatepost snapshot mcp` wrote, a `tools/list` result, or its JSON-RPC envelope."""

    path: Annotated[str, Meta(description="The file, relative to mkdocs.yml; inside the project folder.")]
    id: Annotated[
        str,
        Meta(
            description="Names the server in addresses and URLs; from the file's name where it is not given.",
            pattern=r"^([a-z0-9][a-z0-9-]*)?$",
        ),
    ] = ""
    title: Annotated[str, Meta(description="Shown in place of the server's own title.")] = ""
    url: Annotated[str, Meta(description="Where the server answers; snapshots do not record it.")] = ""
    virtual_of: Annotated[
        tuple[str, ...],
        Meta(description="Ids of the servers that this one is a curated part of: its page then shows what it hides."),
    ] = ()
    operations: Annotated[
        Mapping[str, str],
        Meta(description="Operations that tools front: an operationId, or `METHOD /path`, by the tool's name."),
    ] = msgspec.field(default_factory=dict)
    match_operations: Annotated[
        bool,
        Meta(description="Also link tools to operations whose name and parameters agree with theirs, shown as such."),
    ] = True
    examples: Annotated[
        Mapping[str, Mapping[str, str]],
        Meta(description="Sample values of a prompt's arguments or a resource template's variables, by its name."),
    ] = msgspec.field(default_factory=dict)


class HonestySettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to make of tools whose words, hints or names mislead."""

    severity: Annotated[
        Mapping[str, str],
        Meta(description="`error`, `warning`, `note` or `off` by rule id, in place of the rule's own severity."),
    ] = msgspec.field(default_factory=dict)


class Group(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A heading of the reference, named after what readers want to do."""

    title: Annotated[str, Meta(description="The heading.")]
    description: Annotated[str, Meta(description="A sentence under it, in Markdown.")] = ""
    tags: Annotated[tuple[str, ...], Meta(description="Tags that stand below it, in this order.")] = ()


class ServerInput(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A base URL where the gateway answers."""

    url: Annotated[str, Meta(description="Absolute `http` or `https` URL, no credentials in it.")]
    description: Annotated[str, Meta(description="What this server is for.")] = ""


class GatewaySettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`gatepost/gateway`: what the site documents."""

    openapi: Annotated[
        tuple[OpenApiInput, ...], Meta(description="OpenAPI 3.0, 3.1, 3.2 or Swagger 2.0, JSON or YAML.")
    ] = ()
    mcp: Annotated[
        tuple[McpInput, ...], Meta(description="MCP snapshots, `tools/list` results or their JSON-RPC envelopes.")
    ] = ()
    honesty: Annotated[
        HonestySettings, Meta(description="What to make of MCP tools whose words, hints or names mislead.")
    ] = HonestySettings()
    groups: Annotated[
        tuple[Group, ...], Meta(description="Headings over tags; in place of the description's `x-tagGroups`.")
    ] = ()
    servers: Annotated[
        tuple[ServerInput, ...], Meta(description="Base URLs in place of those of the description.")
    ] = ()
    cache: Annotated[str, Meta(description="Folder of the build cache, relative to mkdocs.yml; safe to delete.")] = (
        ".cache/gatepost"
    )


class ReferenceSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`gatepost/reference`: how the reference looks."""

    path: Annotated[str, Meta(description="URL folder of the reference.", pattern=r"^[a-z0-9-]+$")] = "reference"
    title: Annotated[str, Meta(description="Title of the reference in the navigation.")] = "Reference"
    samples: Annotated[
        tuple[str, ...], Meta(description="Languages of samples, as tabs; `python-sync` is one more.")
    ] = (
        "curl",
        "python",
        "openai",
        "javascript",
        "typescript",
        "go",
        "java",
        "csharp",
        "php",
        "ruby",
    )
    schema_depth: Annotated[
        int, Meta(description="Levels of nested schemas shown in place before a link is given.", ge=1, le=12)
    ] = 4
    templates: Annotated[
        str, Meta(description="Folder of templates that go before Gatepost's own, relative to mkdocs.yml.")
    ] = ""
    inject: Annotated[
        bool, Meta(description="Run other plugins' page hooks on every reference page; many times slower.")
    ] = False


class TargetInput(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A gateway that the console may call."""

    name: Annotated[str, Meta(description="Shown in the target picker.")]
    url: Annotated[str, Meta(description="Base URL.")]
    proxy: Annotated[bool, Meta(description="Under `mkdocs serve`, go through the site's own address, past CORS.")] = (
        False
    )
    gateway: Annotated[
        str,
        Meta(description="What it is: `litellm`, `contextforge`, `portkey`, … tells the console how it lets pages in."),
    ] = ""
    copy_only: Annotated[
        bool, Meta(description="The console fills in code for it, but sends nothing there itself.")
    ] = False
    headers: Annotated[
        Mapping[str, str],
        Meta(description="Headers the local proxy adds, `$NAME` taken from the environment; never in the site."),
    ] = msgspec.field(default_factory=dict)


class TraceInput(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A page of an observability tool that shows one call."""

    url: Annotated[
        str,
        Meta(
            description="Its address, `http` or `https`, with `{id}` where the id of the call goes.",
            pattern=r"^https?://[^\s/@{}]+/\S*\{id\}\S*$",
        ),
    ]
    name: Annotated[str, Meta(description="Name of the link; from the address where it is not given.")] = ""
    header: Annotated[
        str,
        Meta(
            description="Response header with the id; where it is not given, the first that is known to carry one, "
            "such as `x-…-trace-id`, `traceparent`, `x-litellm-call-id`, `x-request-id`.",
            pattern=r"^[A-Za-z0-9_-]*$",
        ),
    ] = ""


class SchemeInput(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A way to authenticate that the description does not have, or not first."""

    name: Annotated[str, Meta(description="Shown above the field.")]
    header: Annotated[
        str, Meta(description="The header that carries it.", pattern=r"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$")
    ] = "Authorization"
    kind: Annotated[
        str,
        Meta(
            description="`bearer` or `basic`, in `Authorization`; another header holds the bare key.",
            pattern=r"^(bearer|basic)$",
        ),
    ] = "bearer"


class ConsoleSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`gatepost/console`: trying operations in the page."""

    targets: Annotated[
        tuple[TargetInput, ...], Meta(description="Gateways to choose from, before the description's servers.")
    ] = ()
    trace: Annotated[
        tuple[TraceInput, ...],
        Meta(
            description="Where the trace of a call is found, in Langfuse, Helicone, Datadog or any other tool by URL."
        ),
    ] = ()
    schemes: Annotated[
        tuple[SchemeInput, ...],
        Meta(description="Ways to authenticate that are offered before the description's own, which may have none."),
    ] = ()
    clients: Annotated[
        Mapping[str, str],
        Meta(description="Public OAuth client ids by name of the security scheme: readers then need not bring one."),
    ] = msgspec.field(default_factory=dict)


class SandboxSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`gatepost/sandbox`: a stand-in for the gateway, which answers without a backend."""

    behaviours: Annotated[
        str, Meta(description="Folder of Python modules that override operations, relative to mkdocs.yml.")
    ] = ""
    seed: Annotated[int, Meta(description="Makes answers repeatable.")] = 1
    port: Annotated[int, Meta(description="Port under `mkdocs serve`; 0 picks a free one.", ge=0, le=65535)] = 0
    in_page: Annotated[
        bool, Meta(description="Carry Python (13.4 MB in the site) so that the sandbox answers in the page itself.")
    ] = True
    seconds: Annotated[
        float,
        Meta(description="Time after which the sandbox in the page is stopped when it no longer reacts.", gt=0),
    ] = 10.0


class AgentsSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`gatepost/agents`: the site as agents read it."""

    full: Annotated[bool, Meta(description="Write `llms-full.txt`, the Markdown of all pages of this version.")] = True
    limit: Annotated[
        int,
        Meta(
            description="Bytes of one full text; what is more goes to `llms-full-2.txt` and so on. No page is cut.",
            ge=10_000,
        ),
    ] = 1_000_000
    copy_page: Annotated[
        bool, Meta(description="Show on each page a button that copies its Markdown, and a link to it.")
    ] = True
    open_in: Annotated[
        Mapping[str, str],
        Meta(
            description="Links beside it to programs that read the page, by name; `{url}` is its Markdown. "
            "They need `site_url`."
        ),
    ] = msgspec.field(default_factory=dict)
    described: Annotated[
        bool, Meta(description="Put JSON-LD and Open Graph into each page, for search engines and for cards of links.")
    ] = True


class VersionInput(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One version of the gateway."""

    label: Annotated[str, Meta(description="Its name in URLs and in the switcher, such as `2026-11` or `v2`.")]
    title: Annotated[str, Meta(description="Shown in place of the label.")] = ""
    status: Annotated[str, Meta(description="`preview`, `current`, `supported`, `deprecated` or `retired`.")] = ""
    date: Annotated[str, Meta(description="Day of its release, such as `2026-11-30`.")] = ""
    aliases: Annotated[tuple[str, ...], Meta(description="Further names, such as `latest`.")] = ()
    ref: Annotated[
        str,
        Meta(description="Tag, branch or commit of the project's Git repository that has the files of this version."),
    ] = ""
    openapi: Annotated[
        tuple[OpenApiInput, ...],
        Meta(description="Its descriptions; with `ref` those of `gatepost/gateway` unless they are named here."),
    ] = ()
    mcp: Annotated[
        tuple[McpInput, ...], Meta(description="Its MCP snapshots; without any, tools are not compared.")
    ] = ()


class VersionsSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`gatepost/versions`: several versions of the gateway in one site, and what changed between them."""

    current: Annotated[
        VersionInput, Meta(description="The version that `gatepost/gateway` reads; it stands at `reference/`.")
    ]
    others: Annotated[
        tuple[VersionInput, ...],
        Meta(description="Previews first, then older versions, the newest first; each stands at `<label>/reference/`."),
    ] = ()
    feeds: Annotated[bool, Meta(description="Write Atom feeds of the changes; they need `site_url`.")] = True


SettingsType = TypeVar("SettingsType", bound=msgspec.Struct)


def read_settings(kind: type[SettingsType], values: Mapping[str, Any], plugin: str) -> SettingsType:
    """Make settings of a plugin from its part of mkdocs.yml.

    One value may stand for a list, and a path for an input. Raises ConfigurationError with plugin, option,
    and what is accepted.
    """
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    shaped = {}
    for name, value in values.items():
        if name not in fields:
            raise ConfigurationError(f"{plugin}: there is no option '{name}'. Options: {', '.join(fields) or 'none'}.")
        if value is not None:
            shaped[name] = _shaped(name, value)
    try:
        return msgspec.convert(shaped, kind)
    except msgspec.ValidationError as error:
        raise ConfigurationError(f"{plugin}: {error}") from None


def _shaped(name: str, value: Any) -> Any:
    """Return a value of mkdocs.yml in the form of the types: inputs as lists, dates as text."""
    if name == "terms" and isinstance(value, str):
        return [value]
    if name == "checks" and isinstance(value, Mapping):
        return {rule: "off" if level is False else level for rule, level in value.items()}  # YAML 1.1 reads `off` so
    if key := {"openapi": "path", "mcp": "path", "trace": "url"}.get(name):
        return _as_inputs(value, key)
    if name == "current" and isinstance(value, Mapping):
        return {inner: _shaped(inner, given) for inner, given in value.items()}
    if name == "others" and isinstance(value, list):
        return [_shaped("current", one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def _as_inputs(value: Any, key: str) -> list[Any]:
    items = list(value) if isinstance(value, list | tuple) else [value]
    return [{key: item} if isinstance(item, str) else item for item in items]
