"""What an operation takes in its body."""

import msgspec

from gatepost.model.media_type import MediaType
from gatepost.model.source import NOWHERE, SourceLocation


class RequestBody(msgspec.Struct, frozen=True, kw_only=True):
    """The body of a request, in each media type that it may have."""

    content: tuple[MediaType, ...]
    description: str = ""
    required: bool = False
    source: SourceLocation = NOWHERE
