"""What a body holds in one media type."""

import msgspec

from gatepost.model.schema import Json, SchemaLike
from gatepost.model.source import NOWHERE, SourceLocation


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """An example as declared, or made from the schema (`generated`).

    `value` is UNSET when only `external_value` (a URL, never fetched) or `serialized` (text as sent) is given.
    """

    name: str = ""
    summary: str = ""
    description: str = ""
    value: Json = msgspec.UNSET
    serialized: str = ""
    external_value: str = ""
    generated: bool = False


class Encoding(msgspec.Struct, frozen=True, kw_only=True):
    """How one property of a form or multipart body is sent (OpenAPI Encoding Object); parts by place have no name.

    `headers` are those of its part whose value the description fixes or exemplifies.
    """

    property_name: str = ""
    content_type: str = ""
    style: str = ""
    explode: bool | None = None
    allow_reserved: bool = False
    headers: tuple[tuple[str, str], ...] = ()


class MediaType(msgspec.Struct, frozen=True, kw_only=True):
    """A body in one media type. `stream` says that it comes piece by piece (SSE, NDJSON, or by preset);
    `item_schema` is the schema of one piece, `prefix_encodings` are those of the first parts of a multipart body
    without names, `item_encoding` that of all further ones (OpenAPI 3.2).
    """

    name: str
    schema: SchemaLike | None = None
    item_schema: SchemaLike | None = None
    examples: tuple[Example, ...] = ()
    encodings: tuple[Encoding, ...] = ()
    prefix_encodings: tuple[Encoding, ...] = ()
    item_encoding: Encoding | None = None
    stream: bool = False
    source: SourceLocation = NOWHERE

    @property
    def is_json(self) -> bool:
        """Whether the media type is JSON or has the `+json` suffix (RFC 6839)."""
        essence = self.name.partition(";")[0].strip().lower()
        return essence == "application/json" or essence.endswith("+json")
