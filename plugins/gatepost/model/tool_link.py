"""That a tool fronts an operation."""

import msgspec

from gatepost.model.address import Address


class ToolLink(msgspec.Struct, frozen=True, kw_only=True):
    """A tool and the operation that it calls: `configured` by the author, else found by name and parameters.

    `same` of the tool's `arguments` are parameters of the operation too.
    """

    tool: Address
    operation: Address
    configured: bool = False
    same: int = 0
    arguments: int = 0
