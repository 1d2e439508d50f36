"""What a rule is, what it looks at, and what it finds."""

from collections.abc import Callable, Iterator
from typing import Generic, NamedTuple, TypeVar

import msgspec

from gatepost.model.address import Address
from gatepost.model.change import ChangeSeverity, Direction
from gatepost.model.schema import Json

IT = "\0"
"""Stands in a message of a schema rule for the name of what changed, which only the place of use knows."""
ITEM = "\1"
"""Ends the path of what is said of the items of a list: they have no name of their own."""
LONGEST_NAME = 80


class Found(NamedTuple):
    """One difference that a rule found; what is None or empty is as the rule and its subject have it."""

    message: str
    before: Json = None
    after: Json = None
    part: str = ""
    severity: ChangeSeverity | None = None
    rule: str = ""
    address: Address | None = None
    origin: Address | None = None
    replacement: Address | None = None
    sunset: str = ""
    place: str = ""


Subject = TypeVar("Subject")


class Rule(msgspec.Struct, Generic[Subject], frozen=True):
    """One kind of difference: `check` yields where a pair of `subject`'s type shows it.

    `id` is the change's rule unless a finding names a narrower one.
    """

    id: str
    severity: ChangeSeverity
    subject: type[Subject]
    check: Callable[[Subject], Iterator[Found]]
    direction: Direction = ""


class SchemaRule(msgspec.Struct, Generic[Subject], frozen=True):
    """A difference of what a value may be. It counts otherwise in what callers send and in what they get.

    The change's rule is `name` after `request-`, `response-`, `parameter-`, `tool-argument-` or `tool-result-`.
    """

    name: str
    request: ChangeSeverity
    response: ChangeSeverity
    subject: type[Subject]
    check: Callable[[Subject], Iterator[Found]]
    says_property: bool = False
    """Whether the change's rule has `property-` before the name where it is about one."""

    def severity(self, direction: Direction) -> ChangeSeverity:
        """Return how bad it is in one direction."""
        return self.response if direction == "response" else self.request


def code(name: object) -> str:
    """Return a name for a message: on one line, in backticks, cut where nobody would read on."""
    words = " ".join(str(name).replace("`", "'").split()) or " "
    return f"`{words if len(words) <= LONGEST_NAME else words[: LONGEST_NAME - 1] + '…'}`"


def value(given: Json) -> str:
    """Return a JSON value for a message."""
    return code(msgspec.json.encode(given).decode("utf-8", "replace") if not isinstance(given, str) else given)


def values(given: list[Json]) -> str:
    """Return several values as words, at most eight of them."""
    shown = [value(one) for one in given[:8]]
    more = f" and {len(given) - 8} more" if len(given) > 8 else ""
    if more or len(shown) < 2:
        return ", ".join(shown) + more
    return f"{', '.join(shown[:-1])} and {shown[-1]}"
