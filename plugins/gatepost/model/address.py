"""Names for everything that can be linked to."""

import msgspec


class Address(msgspec.Struct, frozen=True, order=True):
    """The stable name of a page or of a part of one.

    `kind` is `operation`, `webhook`, `schema`, `security`, `mcp` (a server), `tool`, `prompt`, `resource`,
    `term`, `guide`, `group` or `change`; `name` is unique within the kind (an operation's is `METHOD path`, preceded by
    `id:` where its description has an id); `part` names a parameter, property or response of it.
    Only `render/urls.py` turns an address into a page and an anchor.
    """

    kind: str
    name: str
    part: str = ""

    def __str__(self) -> str:
        """Return `kind:name` or `kind:name#part`."""
        return f"{self.kind}:{self.name}#{self.part}" if self.part else f"{self.kind}:{self.name}"

    @classmethod
    def parse(cls, text: str) -> "Address":
        """Read the form that `str` gives. Raises ValueError when there is no kind."""
        kind, colon, rest = text.partition(":")
        if not colon:
            raise ValueError(f"'{text}' is not an address: expected kind:name, such as operation:GET /v1/models")
        name, _, part = rest.partition("#")
        return cls(kind, name, part)
