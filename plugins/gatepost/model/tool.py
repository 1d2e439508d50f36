"""What an agent may call."""

from collections.abc import Mapping
from typing import Literal

import msgspec

from gatepost.model.address import Address
from gatepost.model.schema import Json, NamedSchema, Schema, SchemaLike
from gatepost.model.source import NOWHERE, SourceLocation

HintOrigin = Literal["declared", "default", "not declared"]


class Icon(msgspec.Struct, frozen=True, kw_only=True):
    """A picture of a server, tool, prompt or resource; `src` is an https or data URL and never fetched."""

    src: str
    mime_type: str = ""
    sizes: tuple[str, ...] = ()
    theme: str = ""


class Hint(msgspec.Struct, frozen=True, kw_only=True):
    """One behaviour hint of a tool; always a claim of its server, never a fact.

    `origin` is `declared`, `default` where the annotations are silent on this one and the specification's default
    counts, or `not declared` where the tool has no annotations at all; `value` is then the default too.
    `applies` is false where another hint makes this one meaningless: a read-only tool destroys nothing.
    """

    name: str
    value: bool
    origin: HintOrigin = "not declared"
    applies: bool = True


class ToolAnnotations(msgspec.Struct, frozen=True, kw_only=True):
    """The hints of a tool (MCP `ToolAnnotations`), complete with defaults; `other` has keys outside the standard."""

    title: str = ""
    read_only: Hint = Hint(name="readOnlyHint", value=False)
    destructive: Hint = Hint(name="destructiveHint", value=True)
    idempotent: Hint = Hint(name="idempotentHint", value=False)
    open_world: Hint = Hint(name="openWorldHint", value=True)
    other: Mapping[str, Json] | None = None

    @property
    def hints(self) -> tuple[Hint, ...]:
        """The four hints in the order of the specification."""
        return (self.read_only, self.destructive, self.idempotent, self.open_world)


class Tool(msgspec.Struct, frozen=True, kw_only=True):
    """One tool of an MCP server.

    `key` is the name part of its address within the server: its name, or `name~2` for the second of one name.
    References of both schemas lead into `definitions`, never into `Gateway.schemas`. `raw` is the tool object as an
    agent receives it. `dialect` is `draft-07`, `2020-12`, …, empty where none is declared. `task_support` is
    `forbidden`, `optional` or `required` (2025-11-25), empty where nothing is said. `meta` is `_meta`, `extensions`
    has top-level keys outside the standard. `origin` is the tool of another server that a virtual server passes on.
    `header_parameters` are pairs of parameter path and HTTP header (`x-mcp-header`, 2026-07-28).
    `example_arguments` and `example_result` are made from the schemas; UNSET where there is nothing to make them from.
    """

    server: str
    key: str
    name: str
    title: str = ""
    description: str = ""
    input_schema: SchemaLike = Schema()
    output_schema: SchemaLike | None = None
    definitions: Mapping[str, NamedSchema] = msgspec.field(default_factory=dict)
    header_parameters: tuple[tuple[str, str], ...] = ()
    annotations: ToolAnnotations = ToolAnnotations()
    icons: tuple[Icon, ...] = ()
    dialect: str = ""
    task_support: str = ""
    execution: Mapping[str, Json] | None = None
    meta: Mapping[str, Json] | None = None
    extensions: Mapping[str, Json] | None = None
    origin: Address | None = None
    raw: Json = None
    example_arguments: Json = msgspec.UNSET
    example_result: Json = msgspec.UNSET
    source: SourceLocation = NOWHERE

    @property
    def address(self) -> Address:
        """The stable name of the tool's page: `tool:<server id>/<tool>`."""
        return Address("tool", f"{self.server}/{self.key}")

    @property
    def display_title(self) -> str:
        """What a heading calls it: title, else the title among its annotations, else its name."""
        return self.title or self.annotations.title or self.name

    def definition(self, key: str) -> NamedSchema | None:
        """Return the schema that a reference of this tool leads to."""
        return self.definitions.get(key)
