"""What a deep link of a guide leads to."""

import msgspec

from gatepost.model.address import Address


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the site, or a part of one, that guides can name.

    `path` is the page's folder URL relative to the root of the site, `anchor` an id on it or empty; `title` is what
    a link without words of its own says, `is_code` whether that is a name as a program has it; `hint` says more
    about it, such as method and path.
    """

    address: Address
    path: str
    title: str
    anchor: str = ""
    hint: str = ""
    is_code: bool = False
