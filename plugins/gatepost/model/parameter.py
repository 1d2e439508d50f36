"""Parameters and headers."""

import msgspec

from gatepost.model.media_type import Example, MediaType
from gatepost.model.schema import SchemaLike
from gatepost.model.source import NOWHERE, SourceLocation


class Parameter(msgspec.Struct, frozen=True, kw_only=True):
    """One parameter of an operation, defaults of `style` and `explode` filled in.

    `location` is `path`, `query`, `querystring`, `header` or `cookie`; where the description uses `content`
    in place of `schema`, `content` has it and `schema` repeats its schema.
    """

    name: str
    location: str
    description: str = ""
    required: bool = False
    deprecated: bool = False
    schema: SchemaLike | None = None
    content: MediaType | None = None
    style: str = "simple"
    explode: bool = False
    allow_reserved: bool = False
    allow_empty_value: bool = False
    examples: tuple[Example, ...] = ()
    source: SourceLocation = NOWHERE


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """A header of a response or of a multipart part."""

    name: str
    description: str = ""
    required: bool = False
    deprecated: bool = False
    schema: SchemaLike | None = None
    examples: tuple[Example, ...] = ()
    source: SourceLocation = NOWHERE
