"""What a search finds: the things of a site, cut by address."""

import msgspec

from gatepost.model.address import Address


class Part(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A piece of a passage with an anchor of its own, such as a parameter.

    `kind` is `parameter`, `field` (of a body or schema), `argument` (of a tool or prompt) or `response`; `id` is the
    anchor on the page, `name` what readers call it (a response's is its status), `values` what it permits.
    """

    id: str
    kind: str
    name: str
    text: str = ""
    values: tuple[str, ...] = ()


class Passage(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One thing that a search can find; all texts are plain.

    `kind` is that of the address, or `group` and `server` for pages that list others; `url` is relative to the root
    of the site, with an anchor where the passage is a section. `name` is an identifier: operation id, tool, schema.
    `synonyms` are other names of a term; `fields` are names of what comes back; `version` is that of the description.
    """

    address: Address
    kind: str
    title: str
    url: str
    name: str = ""
    method: str = ""
    path: str = ""
    group: str = ""
    tags: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    text: str = ""
    parts: tuple[Part, ...] = ()
    fields: tuple[str, ...] = ()
    scope: str = ""
    version: str = ""
    deprecated: bool = False
