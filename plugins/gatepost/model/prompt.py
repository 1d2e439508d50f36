"""What a user may ask a server to word for the model."""

from collections.abc import Mapping

import msgspec

from gatepost.model.address import Address
from gatepost.model.schema import Json
from gatepost.model.source import NOWHERE, SourceLocation
from gatepost.model.tool import Icon


class PromptArgument(msgspec.Struct, frozen=True, kw_only=True):
    """One argument of a prompt; its value is always a string, and so is `example`, empty where there is none."""

    name: str
    title: str = ""
    description: str = ""
    required: bool = False
    example: str = ""


class Prompt(msgspec.Struct, frozen=True, kw_only=True):
    """A prompt template of an MCP server; `key`, `raw`, `meta` and `extensions` as in `Tool`."""

    server: str
    key: str
    name: str
    title: str = ""
    description: str = ""
    arguments: tuple[PromptArgument, ...] = ()
    icons: tuple[Icon, ...] = ()
    meta: Mapping[str, Json] | None = None
    extensions: Mapping[str, Json] | None = None
    raw: Json = None
    source: SourceLocation = NOWHERE

    @property
    def address(self) -> Address:
        """The stable name of the prompt's page: `prompt:<server id>/<prompt>`."""
        return Address("prompt", f"{self.server}/{self.key}")

    @property
    def display_title(self) -> str:
        """What a heading calls it."""
        return self.title or self.name
